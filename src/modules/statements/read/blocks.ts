import type { Span } from './reading.ts';
import { maskText } from './mask.ts';

/**
 * Stage 1: text and boilerplate. A statement arrives as a page was copied: front matter, headings, captions, teasers of other
 * stories. Each block keeps its place in the text; only `body` and `list` can hold undertakings.
 */
export type Role = 'title' | 'heading' | 'dateline' | 'body' | 'list' | 'caption' | 'boilerplate';

export type Block = Span & {
  readonly role: Role;
  /** The masked text of this block with line ends as spaces; `text[i]` stands at `start + i`. */
  readonly text: string;
};

export type Page = { readonly blocks: readonly Block[]; readonly frontDate?: string };

type Line = Span & { readonly text: string };

const TEASERS =
  /^(?:photos?|videos?|gallery|related(?: \w+){0,3}|read (?:also|more|next)|see also|more (?:from|on|stories|news).*|most (?:read|viewed|popular).*|you may also like|recommended.*|latest(?: news| stories)?|trending.*|also read|editor'?s picks?|share(?: this.*)?|follow us.*|tags?|topics|subscribe.*|newsletter.*|comments?|advertisement|相关(?:新闻|链接|阅读|报道)|推荐阅读|延伸阅读|متعلقہ خبریں|مزید پڑھیں)\s*:?$/iu;
const FOOTER =
  /^\W*(?:copyright|©|\(c\) (?:\d{4}|copyright)|all rights reserved|source:|originally published|last (?:updated|modified)|published (?:on|at)|printed from|for (?:media|press) (?:inquiries|enquiries|contact)|media contacts?|press contacts?|contact:|e-?mail:|tel\.?:|phone:|fax:|editor:|web editor|责任编辑|编辑[:：]|版权所有|来源[:：]|جملہ حقوق)/iu;
const CAPTION =
  /\((?:[A-Z][\w.' ]{1,30}\/[A-Z][\w.' ]{1,40}|photo[^)]{0,80}|file photo[^)]{0,40})\)\s*$|^(?:photo|image|picture|file photo|caption)\s*[:|]|^\[(?:photo|image)/iu;
const BULLET = /^\s*(?:[-–•▪●◦·]|\d{1,2}[.)]|\([a-z\divx]{1,4}\)|[a-z][.)])\s+/iu;
const TERMINAL = /[.!?。！？۔:;：；,]["'”’)\]]*\s*$/u;
const SAYS = /\b(?:agreed|will|was|were|has|have|held|met|said|decided|discussed|signed|expressed|also)\b/u;
const HAS_DATE = /\b(?:19|20)\d\d\b|[12]\d{3}年|\d{4}ء/u;

/** More paragraphs than any statement has; a flood of lines is not read to its end. */
const MOST_BLOCKS = 3000;

export function readPage(text: string): Page {
  const masked = maskText(text);
  const front = /^\s*---\n[\s\S]{1,4000}?\n---\s*\n/u.exec(text);
  const blocks: Block[] = [];
  let frontDate: string | undefined;
  if (front !== null) {
    frontDate = /^date:\s*['"]?(\d{4}-\d{2}-\d{2})/mu.exec(front[0])?.[1];
    const title = /^title:[ ]*(["']?)([\s\S]+?)\1[ ]*\n(?=---|\w+:)/mu.exec(front[0]);
    if (title?.[2] !== undefined) {
      const start = title.index + title[0].indexOf(title[2], 6);
      blocks.push(blockOf(masked, { start, end: start + title[2].length }, 'title'));
    }
  }
  const lines = linesOf(masked, front?.[0].length ?? 0);
  const paragraphs = joinWrapped(lines).slice(0, MOST_BLOCKS);
  let teasing = false;
  paragraphs.forEach((span, index) => {
    const raw = masked.slice(span.start, span.end).trim();
    if (TEASERS.test(raw)) teasing = true;
    else if (teasing && raw.length > 200 && TERMINAL.test(raw)) teasing = false;
    const role = roleOf(raw, { first: index === 0 && front === null, early: index < 6, teasing });
    blocks.push(blockOf(masked, span, role));
  });
  return { blocks, ...(frontDate === undefined ? {} : { frontDate }) };
}

function roleOf(raw: string, at: { first: boolean; early: boolean; teasing: boolean }): Role {
  if (at.teasing || FOOTER.test(raw)) return 'boilerplate';
  if (CAPTION.test(raw)) return 'caption';
  if (BULLET.test(raw)) return 'list';
  if (TERMINAL.test(raw)) return 'body';
  if (at.early && raw.length < 80 && HAS_DATE.test(raw)) return 'dateline';
  if (at.first) return 'title';
  // a sentence that lost its stop, "… agreed to meet. (end)", is no heading
  if (raw.length > 110 && SAYS.test(raw)) return 'body';
  return raw.length < 220 ? 'heading' : 'body';
}

function linesOf(text: string, from: number): Line[] {
  const lines: Line[] = [];
  let start = from;
  while (start < text.length) {
    const next = text.indexOf('\n', start);
    const end = next < 0 ? text.length : next;
    lines.push({ start, end, text: text.slice(start, end) });
    start = end + 1;
  }
  return lines;
}

/** A line is continued by the next when the next line's first word would not have fitted on it, or the next starts in lower case. */
function joinWrapped(lines: readonly Line[]): Span[] {
  const longest = lines.reduce((most, line) => Math.max(most, line.text.trimEnd().length), 0);
  const wrapped = longest <= 110;
  const spans: Span[] = [];
  let open: Span | undefined;
  let previous: Line | undefined;
  for (const line of lines) {
    const content = line.text.trim();
    if (content === '') {
      if (open) spans.push(open);
      open = undefined;
    } else if (
      open &&
      previous &&
      !BULLET.test(line.text) &&
      continues(previous.text, content, wrapped ? longest : 0)
    ) {
      open = { start: open.start, end: line.end };
    } else {
      if (open) spans.push(open);
      open = { start: line.start, end: line.end };
    }
    previous = line;
  }
  if (open) spans.push(open);
  return spans;
}

function continues(line: string, next: string, width: number): boolean {
  if (/^\p{Ll}/u.test(next) && !TERMINAL.test(line)) return true;
  if (width < 50) return false;
  const firstWord = /^\S+/u.exec(next)?.[0].length ?? 0;
  return line.trimEnd().length + 1 + firstWord > width * 0.9;
}

function blockOf(masked: string, span: Span, role: Role): Block {
  const raw = masked.slice(span.start, span.end);
  const lead = raw.length - raw.trimStart().length;
  const trimmed = raw.trim();
  return {
    start: span.start + lead,
    end: span.start + lead + trimmed.length,
    role,
    text: trimmed.replace(/\n/gu, ' ').replace(/^[-–•▪●]/u, ' '),
  };
}
