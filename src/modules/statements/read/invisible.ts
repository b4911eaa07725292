import type { Span } from './reading.ts';

/**
 * Characters that are there and not seen (zero-width spaces and joiners, soft hyphens, marks of direction) cut words in two for a
 * reader that is not an eye. English has no use for them: they are taken out before reading, and every offset is led back.
 */
const INVISIBLE =
  /[\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0]|\p{Variation_Selector}/gu;

export type Visible = { readonly text: string; readonly back: (span: Span) => Span };

export function visibleText(text: string): Visible {
  if (text.search(INVISIBLE) < 0) return { text, back: (span) => span };
  const from = new Uint32Array(text.length + 1);
  const kept: string[] = [];
  let at = 0;
  let last = 0;
  for (const match of text.matchAll(INVISIBLE)) {
    for (let i = last; i < match.index; i += 1) from[at++] = i;
    kept.push(text.slice(last, match.index));
    last = match.index + match[0].length;
  }
  for (let i = last; i < text.length; i += 1) from[at++] = i;
  kept.push(text.slice(last));
  from[at] = text.length;
  return {
    text: kept.join(''),
    back: ({ start, end }) => ({ start: from[start] ?? 0, end: end === 0 ? 0 : (from[end - 1] ?? 0) + 1 }),
  };
}
