import { matches, piecesOf, type Term } from './tokens.ts';

/** A cut of a text, and what of it is to be marked: offsets into the cut. */
export type Snippet = { readonly text: string; readonly marks: readonly (readonly [start: number, end: number])[] };

const BEFORE = 60;
const LENGTH = 200;

/** Around the first word that was asked for; undefined where the text has none. */
export function snippetOf(text: string, terms: readonly Term[]): Snippet | undefined {
  const marks: [number, number][] = [];
  let from = 0;
  let to = text.length;
  for (const { token, start, end } of piecesOf(text)) {
    if (start >= to) break;
    if (!matches(token, terms)) continue;
    if (marks.length === 0) {
      from = start <= BEFORE ? 0 : wordStart(text, start - BEFORE);
      to = Math.min(text.length, whole(text, from + LENGTH));
    }
    const last = marks.at(-1);
    // Pairs of characters overlap, and a reference holds its words.
    if (last && start <= last[1]) last[1] = Math.max(last[1], Math.min(end, to));
    else marks.push([start, Math.min(end, to)]);
  }
  if (marks.length === 0) return undefined;
  const head = from > 0 ? '…' : '';
  const shift = head.length - from;
  return {
    text: `${head}${text.slice(from, to)}${to < text.length ? '…' : ''}`,
    marks: marks.map(([start, end]) => [start + shift, end + shift]),
  };
}

/** Behind the first space from there on, if one is near. */
function wordStart(text: string, at: number): number {
  const space = text.indexOf(' ', at);
  return space >= 0 && space < at + BEFORE / 2 ? space + 1 : whole(text, at);
}

/** Never between the two halves of a character. */
const whole = (text: string, at: number): number =>
  at > 0 && at < text.length && /[\ud800-\udbff]/.test(text[at - 1]!) ? at - 1 : at;
