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
  readonly holdsMain: boolean;
  readonly attributes: Readonly<Record<string, string>>;
};

const BLOCKS: ReadonlySet<string> = new Set(
  'address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
);
const CHROME_TAGS: ReadonlySet<string> = new Set(
  'nav aside footer dialog menu button select label figcaption'.split(' '),
);
/** Shown by no browser as text of the page, or only to one that lacks something. */
const UNSEEN_TAGS: ReadonlySet<string> = new Set(
  'noscript template object svg math canvas audio video map datalist rt rp'.split(' '),
);
const CHROME_ROLES: ReadonlySet<string> = new Set(
  'navigation banner contentinfo complementary search menu menubar menuitem dialog alertdialog alert toolbar tablist tooltip'.split(
    ' ',
  ),
);
const CHROME_NAMES = new RegExp(
  `(?:^|[\\s_-])(?:${[
    'nav(?:bar|igation)?|(?:sub)?menu|bread-?crumbs?|crumbs?|skip(?:-?(?:link|nav))?|tool-?bar|top-?bar|pager|pagination',
    'share|sharing|social(?:-?media)?|sns|addthis|add-?to-?any|follow-?us',
    'related|recommend(?:ed|ations?)?|read-?more|more-?(?:news|stories)|most-?(?:read|popular|viewed)|trending|teasers?|outbrain|taboola',
    'side-?bar|widgets?|promo|advert(?:isements?|ising)?|ads?|adsense|sponsor(?:ed)?|banner',
    'comments?|disqus|respond|cookies?|consent|gdpr|newsletters?|subscribe|subscription|pop-?up|modal|overlay',
    'footer|masthead|site-?header|login|sign-?(?:in|up)|search|lang(?:uage)?-?(?:switch(?:er)?|select(?:or)?)|tags',
    'hidden|visually-?hidden|sr-only|screen-?reader(?:-?text)?|print-?only|no-?print',
  ].join('|')})(?:$|[\\s_-])`,
  'iu',
);
const IS_HIDDEN = /display\s*:\s*none|visibility\s*:\s*hidden/iu;

/** Four words at most: a longer name is a heading's, made into an address. */
const hasChromeName = ({ class: classes = '', id = '' }: Readonly<Record<string, string>>): boolean =>
  `${classes} ${id}`
    .slice(0, 500)
    .split(/\s+/u)
    .map((name) => name.replace(/([a-z])([A-Z])/gu, '$1-$2'))
    .some((name) => name.split(/[-_]+/u).length <= 4 && CHROME_NAMES.test(name));

function isChromeByMarkup({ tag, attributes }: Pick<Element, 'tag' | 'attributes'>): boolean {
  if (CHROME_TAGS.has(tag) || CHROME_ROLES.has(attributes['role'] ?? '')) return true;
  return attributes['aria-hidden'] === 'true';
}

const isUnseen = ({ tag, attributes }: Pick<Element, 'tag' | 'attributes'>): boolean =>
  UNSEEN_TAGS.has(tag) || attributes['hidden'] !== undefined || IS_HIDDEN.test(attributes['style'] ?? '');

const isMain = ({ tag, attributes }: Pick<Element, 'tag' | 'attributes'>): boolean =>
  tag === 'article' ||
  tag === 'main' ||
  tag === 'h1' ||
  attributes['role'] === 'main' ||
  /\barticleBody\b/u.test(attributes['itemprop'] ?? '');

const lettersIn = (text: string): number => text.replace(/\s+/gu, '').length;

/** A sentence in Chinese has a third of the signs that one in letters has. */
const PROSE = 30;
const weightOf = (text: string): number => lettersIn(text) + 2 * (text.match(/[\p{Script=Han}]/gu)?.length ?? 0);

/** The page as it is seen; if next to nothing is, as it is meant to be once its scripts have run. */
export function weighPage(body: Element): Part {
  const [seen, all] = [weigh(body, (element) => !isUnseen(element)), weigh(body, () => true)];
  return seen.letters < all.letters * 0.2 ? all : seen;
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
  return {
    tag,
    attributes,
    children,
    isBlock,
    letters,
    linked: tag === 'a' ? letters : linked,
    links,
    prose,
    holdsMain: isMain({ tag, attributes }) || children.some((child) => typeof child !== 'string' && child.holdsMain),
  };
}

/** What bears most of the page is the page, whatever it is called. */
function isDropped(part: Part, total: number): boolean {
  if (isChromeByMarkup(part)) return !part.holdsMain && part.prose <= total * 0.6;
  if (hasChromeName(part.attributes)) return !part.holdsMain && part.prose <= total * 0.3;
  const isLinks = part.isBlock && part.links > 1 && part.linked > part.letters * 0.8;
  return isLinks && part.prose <= total * 0.05 && !/^h[1-6]$/u.test(part.tag);
}

function prune(part: Part, total: number): Part {
  const children = part.children
    .filter((child) => typeof child === 'string' || !isDropped(child, total))
    .map((child) => (typeof child === 'string' ? child : prune(child, total)));
  return partOf(part, children);
}

/** Of the prose that is left, so much the main part holds. */
const NEARLY_ALL = 0.95;

export function mainPartOf(body: Part): Part {
  const page = prune(body, body.prose);
  const path: Part[] = [page];
  for (;;) {
    const inner = path
      .at(-1)!
      .children.find(
        (child): child is Part => typeof child !== 'string' && child.isBlock && child.prose >= page.prose * NEARLY_ALL,
      );
    if (inner === undefined || page.prose === 0) break;
    path.push(inner);
  }
  // A list of items alone has lost the sentence before it.
  while (path.length > 1 && /^(?:p|li|ul|ol|tr|td|tbody|table|pre|blockquote)$/u.test(path.at(-1)!.tag)) path.pop();
  return withHeading(path);
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
