import type { Line } from './lines-on-page.ts';

const BULLET = /^(?:[-–•▪●◦·\uf0b7]|\d{1,2}[.)]|\([a-z\divx]{1,4}\)|[a-z][.)])\s+/iu;
const ENDS = /[.!?。！？۔:：;；]["'”’)\]]*$/u;
const CJK = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}，。、；：“”（）《》]';
const CJK_ENDS = new RegExp(`${CJK}$`, 'u');
const CJK_BEGINS = new RegExp(`^${CJK}`, 'u');

/** Paragraphs on one line each, an empty line between: by distance, indent, and whether the line before was full. */
export function joinLines(pages: readonly (readonly Line[])[]): string {
  const words = wordsIn(pages.flat());
  const paragraphs: string[] = [];
  let before: Line | undefined;
  for (const [pageNumber, lines] of pages.entries()) {
    const steps = stepsOf(lines);
    for (const [index, line] of lines.entries()) {
      const open = paragraphs.at(-1);
      const isNewPlace = index === 0 || before?.region !== line.region;
      const goesOn =
        open !== undefined &&
        before !== undefined &&
        !BULLET.test(line.text) &&
        (isNewPlace
          ? (pageNumber > 0 || index > 0) && isCutOff(before, line)
          : isSameParagraph(before, line, { step: steps.get(line.region) ?? 0, ...edgesOf(lines, line.region) }));
      if (goesOn) paragraphs[paragraphs.length - 1] = append(open, line.text, words);
      else paragraphs.push(line.text);
      before = line;
    }
  }
  return paragraphs.join('\n\n');
}

/** The usual distance of two lines, for each region. */
function stepsOf(lines: readonly Line[]): ReadonlyMap<number, number> {
  const found = new Map<number, number[]>();
  for (let i = 1; i < lines.length; i++) {
    const [upper, lower] = [lines[i - 1]!, lines[i]!];
    if (upper.region === lower.region) found.set(upper.region, [...(found.get(upper.region) ?? []), upper.y - lower.y]);
  }
  return new Map([...found].map(([region, steps]) => [region, steps.sort((a, b) => a - b)[steps.length >> 2]!]));
}

function edgesOf(lines: readonly Line[], region: number): { readonly left: number; readonly right: number } {
  const own = lines.filter((line) => line.region === region);
  return { left: Math.min(...own.map(({ left }) => left)), right: Math.max(...own.map(({ right }) => right)) };
}

type Measure = { readonly step: number; readonly left: number; readonly right: number };

function isSameParagraph(before: Line, line: Line, { step, left, right }: Measure): boolean {
  if (Math.abs(before.height - line.height) > Math.max(before.height, line.height) * 0.15) return false;
  if (before.y - line.y > step * 1.3 + 1) return false;
  const isIndented = line.left > left + line.height * 0.9;
  const wasIndented = before.left > left + line.height * 0.9;
  if (isIndented && !wasIndented) return false;
  if (/^\p{Ll}/u.test(line.text)) return true;
  // Lines of a paragraph are uneven: one that ends a sentence ends it a little before the edge, a heading long before.
  const filled = (before.right - left) / Math.max(right - left, 1);
  return filled >= (ENDS.test(before.text) ? 0.8 : 0.6);
}

/** Over the end of a page or a column. */
const isCutOff = (before: Line, line: Line): boolean =>
  !ENDS.test(before.text) &&
  Math.abs(before.height - line.height) <= line.height * 0.15 &&
  (/^\p{Ll}/u.test(line.text) || /[\p{L},]-?$/u.test(before.text));

/** A hyphen at the end of a line is the word's own if it is written so elsewhere, and not if the word is written without it. */
function append(text: string, next: string, words: ReadonlySet<string>): string {
  const [, first] = /([\p{L}\p{M}]+)[-\u00ad\u2010]$/u.exec(text) ?? [];
  const [second] = /^[\p{Ll}\p{M}]+/u.exec(next) ?? [];
  if (first !== undefined && second !== undefined) {
    const isOwn = words.has(`${first}-${second}`.toLowerCase()) && !words.has(`${first}${second}`.toLowerCase());
    return isOwn || (OWN_HYPHEN.test(first) && !words.has(`${first}${second}`.toLowerCase()))
      ? text + next
      : text.slice(0, -1) + next;
  }
  if (/[\p{L}\p{N}][-\u2010]$/u.test(text)) return text + next;
  return CJK_ENDS.test(text) && CJK_BEGINS.test(next) ? text + next : `${text} ${next}`;
}

const OWN_HYPHEN =
  /^(?:anti|co|counter|cross|ex|follow|full|high|inter|joint|law|long|low|multi|non|people|post|pre|self|semi|short|south|north|east|west|two|three|well|vice)$/iu;

const wordsIn = (lines: readonly Line[]): ReadonlySet<string> =>
  new Set(
    lines.flatMap(({ text }) => text.toLowerCase().match(/[\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*(?![\p{L}\p{M}-])/gu) ?? []),
  );
