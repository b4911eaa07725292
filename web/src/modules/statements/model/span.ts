/** UTF-16 offsets into the text as it was given. */
export type Span = { readonly start: number; readonly end: number };

export function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

export function covers(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && outer.end >= inner.end;
}

/** Reading order; of two that begin together the longer comes first. */
export function inReadingOrder(a: Span, b: Span): number {
  return a.start - b.start || b.end - a.end;
}
