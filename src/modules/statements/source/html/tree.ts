import { Parser } from 'htmlparser2';
import { Failure } from '#kernel/errors.ts';

/** What of a page is looked at: no comments, no scripts, no address of anything. */
export type Element = {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (Element | string)[];
};

/** No page that was written is nested deeper; what is deeper counts for the element at this depth. */
const DEEPEST = 250;
const MOST_ELEMENTS = 300_000;

/** Their content is no markup and no text of the page. */
const UNREAD: ReadonlySet<string> = new Set(['script', 'style', 'textarea', 'iframe', 'noembed', 'noframes', 'xmp']);
/** Of a page's attributes, what says where text stands and what it is there for. */
const KEPT = ['class', 'id', 'role', 'hidden', 'aria-hidden', 'style', 'itemprop', 'start'];

export type Page = { readonly body: Element; readonly titles: readonly string[] };

/** Linear in the page. Nothing is fetched and nothing runs: it is events of a tokenizer. */
export function parsePage(html: string): Page {
  const body: Element = { tag: 'body', attributes: {}, children: [] };
  const stack: Element[] = [body];
  const titles: string[] = [];
  let [elements, beyond, unread, title] = [0, 0, 0, ''];
  let inTitle = false;
  const parser = new Parser(
    {
      onopentag: (tag, attributes) => {
        if (++elements > MOST_ELEMENTS)
          throw new Failure('too-large', `the page has more than ${MOST_ELEMENTS} elements`);
        if (tag === 'meta') titles.push(...metaTitle(attributes));
        if (UNREAD.has(tag)) unread += 1;
        else if (tag === 'title') [inTitle, title] = [true, ''];
        else if (stack.length > DEEPEST) beyond += 1;
        else {
          const element: Element = { tag, attributes: kept(attributes), children: [] };
          stack.at(-1)!.children.push(element);
          stack.push(element);
        }
      },
      ontext: (text) => {
        if (inTitle) title += text;
        else if (unread === 0) stack.at(-1)!.children.push(text);
      },
      onclosetag: (tag) => {
        if (UNREAD.has(tag)) unread -= 1;
        else if (tag === 'title') {
          if (!stack.some(({ tag: around }) => around === 'svg')) titles.push(title);
          inTitle = false;
        } else if (beyond > 0) beyond -= 1;
        else stack.pop();
      },
    },
    { decodeEntities: true },
  );
  parser.write(html);
  parser.end();
  return { body, titles: titles.map((one) => one.replace(/\s+/gu, ' ').trim()).filter((one) => one !== '') };
}

const kept = (attributes: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(KEPT.flatMap((name) => (attributes[name] === undefined ? [] : [[name, attributes[name]]])));

const metaTitle = ({ property, name, content }: Readonly<Record<string, string>>): string[] =>
  (property ?? name ?? '').toLowerCase() === 'og:title' && content !== undefined ? [content] : [];
