import type { Source } from '../source.ts';
import { linesOf } from './lines.ts';
import { headingIn, mainPartOf, weighPage } from './main-part.ts';
import { parsePage } from './tree.ts';

/** Shorter than nearly any statement: if it is not most of the page, the main part was not found. */
const TOO_SHORT = 200;

export function readHtml(html: string): Omit<Source, 'type'> {
  const { body, titles } = parsePage(html);
  const page = weighPage(body);
  const main = mainPartOf(page);
  const isWhole = main.letters < TOO_SHORT && (main.prose < page.prose * 0.5 || main.letters === 0);
  const text = linesOf(isWhole ? page : main);
  const heading = headingIn(main);
  const title = (heading && linesOf(heading).replace(/\s+/gu, ' ')) || titles[0];
  return {
    text,
    ...(title ? { title: title.slice(0, 500) } : {}),
    warnings: isWhole ? [{ code: 'whole-page' }] : [],
  };
}
