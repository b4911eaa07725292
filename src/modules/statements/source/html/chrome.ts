import type { Element } from './tree.ts';

/** What in a page is there for the way through the site, by its marks and by the names that it was given. */
type Named = Pick<Element, 'tag' | 'attributes'>;

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
    'nav(?:bar|igation)?|(?:sub)?menu|bread-?crumbs?|crumbs?|skip-?(?:links?|nav|to)|tool-?bar|top-?bar|pager|pagination',
    'share|sharing|social(?:-?media)?|sns|addthis|add-?to-?any|follow-?us',
    'related|recommend(?:ed|ations?)?|more-?(?:news|stories)|most-?(?:read|popular|viewed)|trending|outbrain|taboola',
    'side-?bar|promo|advert(?:isements?|ising)?|ads?|adsense|sponsor(?:ed)?|banner',
    'comments?|disqus|respond|cookies?|consent|gdpr|newsletters?|subscribe|subscription|pop-?up|modal|overlay',
    'footer|masthead|site-?header|login|sign-?(?:in|up)|search|lang(?:uage)?-?(?:switch(?:er)?|select(?:or)?)|tags',
    'captions?(?:-text)?|credits?|copyright|image-(?:source|annotation)|author-?(?:box|bio|info|description|container|area)|about-the-author',
    'visually-?hidden|sr-only|screen-?reader(?:-?text)?|print-?only|no-?print',
  ].join('|')})(?:$|[\\s_-])`,
  'iu',
);
/** Names that say so only alone: within others they are a site builder's. */
const CHROME_ALONE = /^(?:widgets?|widget-area|teasers?|read-?more|(?:is-|u-)?hidden)$/iu;
/** Hidden on small screens only. */
const IS_RESPONSIVE = /:(?:block|flex|grid|inline)/u;
const IS_HIDDEN = /display\s*:\s*none|visibility\s*:\s*hidden/iu;

/** Four words at most: a longer name is a heading's, made into an address. */
export const hasChromeName = ({ class: classes = '', id = '' }: Readonly<Record<string, string>>): boolean =>
  `${classes} ${id}`
    .slice(0, 500)
    .split(/\s+/u)
    .map((name) => name.replace(/([a-z])([A-Z])/gu, '$1-$2'))
    .some(
      (name) =>
        name.split(/[-_]+/u).length <= 4 &&
        (CHROME_NAMES.test(name) || (CHROME_ALONE.test(name) && !IS_RESPONSIVE.test(classes))),
    );

export function isChromeByMarkup({ tag, attributes }: Named): boolean {
  if (CHROME_TAGS.has(tag) || CHROME_ROLES.has(attributes['role'] ?? '')) return true;
  return attributes['aria-hidden'] === 'true';
}

export const isUnseen = ({ tag, attributes }: Named): boolean =>
  UNSEEN_TAGS.has(tag) || attributes['hidden'] !== undefined || IS_HIDDEN.test(attributes['style'] ?? '');
