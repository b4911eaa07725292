import { hasChromeName, isChromeByMarkup, isUnseen } from './chrome.ts';
import type { Element } from './tree.ts';

/**
 * What of a page is the statement. First all goes that is there for the reader's way through the site; then the smallest
 * element that still holds nearly all prose is the main part. A part too much costs an officer a glance, a part too little is
 * an undertaking that nobody sees: in doubt it stays.
 */
export type Part = {
  readonly tag: string;
  readonly children: readonly (Part | string)[];
  readonly isBlock: boolean;
  /** Letters and signs without spaces, and how many of them are in links. */
  readonly letters: number;
  readonly linked: number;
  readonly links: number;
  /** Letters in runs that are long enough for a sentence and mostly no link. */
  readonly prose: number;
  readonly holdsHeading: boolean;
  /** Of the prose, what is in the largest part that is named as the main one. */
  readonly named: number;
  readonly attributes: Readonly<Record<string, string>>;
};

const BLOCKS: ReadonlySet<string> = new Set(
  'address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
);
/** What the page itself says is its main part. */
const isNamedMain = ({ tag, attributes }: Pick<Element, 'tag' | 'attributes'>): boolean =>
  tag === 'article' ||
  tag === 'main' ||
  attributes['role'] === 'main' ||
  /\barticleBody\b/u.test(attributes['itemprop'] ?? '');

const lettersIn = (text: string): number => text.replace(/\s+/gu, '').length;

/** A sentence in Chinese has a third of the signs that one in letters has. */
const PROSE = 30;
const weightOf = (text: string): number => lettersIn(text) + 2 * (text.match(/[\p{Script=Han}]/gu)?.length ?? 0);

/** The page as it is seen; if next to nothing is, as it is meant to be once its scripts have run. */
export function weighPage(body: Element): Part {
  const [seen, all] = [weigh(body, (element) => !isUnseen(element)), weigh(body, () => true)];
  return seen.prose < all.prose * 0.2 ? all : seen;
}

function weigh(element: Element, isKept: (element: Element) => boolean): Part {
  const children = element.children
    .filter((child) => typeof child === 'string' || isKept(child))
    .map((child) => (typeof child === 'string' ? child : weigh(child, isKept)));
  return partOf(element, children);
}

/** Counts bottom up. A run of text goes on over what stands in the line, and ends at a block or a line break. */
function partOf({ tag, attributes }: Pick<Element, 'tag' | 'attributes'>, children: readonly (Part | string)[]): Part {
  const isBlock = BLOCKS.has(tag) || children.some((child) => typeof child !== 'string' && child.isBlock);
  let [letters, linked, links, prose] = [0, 0, tag === 'a' ? 1 : 0, 0];
  let run = { weight: 0, linked: 0 };
  const endRun = (): void => {
    if (run.weight >= PROSE && run.linked < run.weight / 2) prose += run.weight - run.linked;
    run = { weight: 0, linked: 0 };
  };
  for (const child of children) {
    if (typeof child === 'string') {
      letters += lettersIn(child);
      run.weight += weightOf(child);
      continue;
    }
    letters += child.letters;
    linked += child.linked;
    links += child.links;
    prose += child.prose;
    if (child.isBlock || child.tag === 'br') endRun();
    else run = { weight: run.weight + child.letters, linked: run.linked + child.linked };
  }
  if (isBlock) endRun();
  const parts = children.filter((child): child is Part => typeof child !== 'string');
  return {
    tag,
    attributes,
    children,
    isBlock,
    letters,
    linked: tag === 'a' ? letters : linked,
    links,
    // A heading is no prose, however long: else none would stand beside its text.
    prose: /^h[1-6]$/u.test(tag) ? 0 : prose,
    holdsHeading: tag === 'h1' || parts.some((child) => child.holdsHeading),
    named: isNamedMain({ tag, attributes }) ? prose : Math.max(0, ...parts.map((child) => child.named)),
  };
}

/** What bears most of the page is the page, whatever it is called. */
function isDropped(part: Part, total: number): boolean {
  const isProtected = part.holdsHeading || part.named > total * 0.3;
  if (isChromeByMarkup(part)) return !isProtected && part.prose <= total * 0.6;
  if (hasChromeName(part.attributes)) return !isProtected && part.prose <= total * 0.3;
  const isLinks = part.isBlock && part.links > 1 && part.linked > part.letters * 0.8;
  return isLinks && part.prose <= total * 0.05 && !/^h[1-6]$/u.test(part.tag);
}

function prune(part: Part, total: number): Part {
  const children = part.children
    .filter((child) => typeof child === 'string' || !isDropped(child, total))
    .map((child) => (typeof child === 'string' ? child : prune(child, total)));
  return partOf(part, children);
}

/** Of the prose that is left, so much the main part holds; less if the page itself names it. */
const NEARLY_ALL = 0.95;
const NAMED = 0.8;

export function mainPartOf(body: Part): Part {
  const page = prune(body, body.prose);
  const path: Part[] = [page];
  follow(path, (child) => child.named >= page.prose * NAMED);
  while (path.length > 1 && !isNamedMain(path.at(-1)!)) path.pop();
  const { prose } = path.at(-1)!;
  follow(path, (child) => child.prose >= prose * NEARLY_ALL);
  // A list of items alone has lost the sentence before it.
  while (path.length > 1 && /^(?:p|li|ul|ol|tr|td|tbody|table|pre|blockquote)$/u.test(path.at(-1)!.tag)) path.pop();
  return withHeading(path);
}

function follow(path: Part[], isOnTheWay: (child: Part) => boolean): void {
  while (path.at(-1)!.prose > 0) {
    const inner = path
      .at(-1)!
      .children.find((child): child is Part => typeof child !== 'string' && child.isBlock && isOnTheWay(child));
    if (inner === undefined) return;
    path.push(inner);
  }
}

/** The heading and the line with the date often stand beside the text: they come with it if little else does. */
function withHeading(path: readonly Part[]): Part {
  const main = path.at(-1)!;
  if (headingIn(main) !== undefined) return main;
  const around = path.findLast((part) => headingIn(part) !== undefined);
  return around !== undefined && around.letters <= main.letters * 1.25 + 300 ? around : main;
}

export function headingIn(part: Part): Part | undefined {
  if (part.tag === 'h1') return part;
  for (const child of part.children) {
    const found = typeof child === 'string' ? undefined : headingIn(child);
    if (found) return found;
  }
  return undefined;
}
