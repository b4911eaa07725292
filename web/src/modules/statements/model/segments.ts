import { covers, inReadingOrder, type Span } from './span.ts';

export type Segment<T extends Span> = Span & {
  /** What lies over this piece: the innermost (shortest) last, which is what a click on it means. */
  readonly over: readonly T[];
  /** Those whose first piece this is: their number stands before it. */
  readonly begins: readonly T[];
};

/** The text cut wherever a span begins or ends, so that spans may overlap or lie within each other. Touches each span a few times only. */
export function segments<T extends Span>(length: number, spans: readonly T[]): Segment<T>[] {
  const within = spans.filter(({ start, end }) => start < end && end > 0 && start < length).toSorted(inReadingOrder);
  const cuts = new Set([0, length]);
  for (const { start, end } of within) {
    cuts.add(Math.max(0, start));
    cuts.add(Math.min(length, end));
  }
  const ordered = [...cuts].toSorted((a, b) => a - b);
  const made: Segment<T>[] = [];
  let open: T[] = [];
  let next = 0;
  for (const [place, start] of ordered.entries()) {
    const end = ordered[place + 1];
    if (end === undefined) break;
    open = open.filter((span) => span.end > start);
    const begins: T[] = [];
    for (let span = within[next]; span !== undefined && span.start <= start; span = within[next]) {
      begins.push(span);
      open.push(span);
      next += 1;
    }
    const over = open
      .filter((span) => covers(span, { start, end }))
      .toSorted((a, b) => b.end - b.start - (a.end - a.start));
    made.push({ start, end, over, begins });
  }
  return made;
}
