import type { Span } from './span.ts';

export type Words = {
  /** Where words begin and end, in order; spaces and punctuation lie between. */
  readonly words: readonly Span[];
  readonly sentences: readonly Span[];
};

/** Languages without spaces between words have words too: the platform's own segmenter finds them. */
export function wordsOf(text: string, lang: string): Words {
  const locale = usable(lang);
  const words = [...new Intl.Segmenter(locale, { granularity: 'word' }).segment(text)].flatMap(
    ({ index, segment, isWordLike }) => (isWordLike === true ? [{ start: index, end: index + segment.length }] : []),
  );
  const sentences = [...new Intl.Segmenter(locale, { granularity: 'sentence' }).segment(text)].flatMap(
    ({ index, segment }) => {
      const start = index + (segment.length - segment.trimStart().length);
      const end = index + segment.trimEnd().length;
      return end > start ? [{ start, end }] : [];
    },
  );
  return { words, sentences };
}

function usable(lang: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(lang)[0];
  } catch {
    return undefined;
  }
}

export type Edge = 'start' | 'end';
export type Direction = 1 | -1;

/** One edge of a span, a word on or back. A span keeps at least one word. */
export function moveEdge({ words }: Words, span: Span, edge: Edge, by: Direction): Span {
  if (edge === 'start') {
    const to =
      by === 1 ? words[indexAfter(words, span.start)]?.start : words[indexAtOrAfter(words, span.start) - 1]?.start;
    return to === undefined || to >= span.end ? span : { ...span, start: to };
  }
  const to = by === 1 ? words.find(({ end }) => end > span.end)?.end : words.findLast(({ end }) => end < span.end)?.end;
  return to === undefined || to <= span.start ? span : { ...span, end: to };
}

/** The first word that begins after the place. */
function indexAfter(words: readonly Span[], at: number): number {
  return lowerBound(words, (word) => word.start > at);
}

function indexAtOrAfter(words: readonly Span[], at: number): number {
  return lowerBound(words, (word) => word.start >= at);
}

function lowerBound(words: readonly Span[], holds: (word: Span) => boolean): number {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const word = words[middle];
    if (word !== undefined && holds(word)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** What was dragged to, as a whole number of words; undefined where there is none. */
export function snap({ words }: Words, { start, end }: Span): Span | undefined {
  const first = words[lowerBound(words, (word) => word.end > start)];
  const last = words[lowerBound(words, (word) => word.start >= end) - 1];
  if (first === undefined || last === undefined || last.end <= first.start) return undefined;
  return { start: first.start, end: last.end };
}

/** An edge dragged to a place: the nearest end of a word, never past the other edge. */
export function dragEdge(all: Words, span: Span, edge: Edge, at: number): Span {
  const moved = edge === 'start' ? snap(all, { start: at, end: span.end }) : snap(all, { start: span.start, end: at });
  if (moved === undefined) return span;
  return edge === 'start' ? { ...span, start: moved.start } : { ...span, end: moved.end };
}

/** A single word or sentence to begin a new span with, one on or back from where one is. */
export function step({ words, sentences }: Words, from: Span, unit: 'word' | 'sentence', by: Direction): Span {
  const units = unit === 'word' ? words : sentences;
  const place = indexAtOrAfter(units, from.start);
  const isAt = units[place]?.start === from.start;
  const next = by === 1 ? units[isAt ? place + 1 : place] : units[place - 1];
  return next ?? from;
}

/** Where a span may be cut in two: before each of its words but the first. */
export function cuts({ words }: Words, span: Span): number[] {
  return words.filter(({ start, end }) => start > span.start && end <= span.end).map(({ start }) => start);
}

/** The two parts without the space between them. */
export function cut(text: string, span: Span, at: number): readonly [Span, Span] {
  const before = text.slice(span.start, at).trimEnd();
  return [
    { start: span.start, end: span.start + before.length },
    { start: at, end: span.end },
  ];
}
