/** `2026-Q4`, in UTC. */
export const quarterOf = (at: Date): string => `${at.getUTCFullYear()}-Q${Math.floor(at.getUTCMonth() / 3) + 1}`;

const FORM = /^(\d{4})-Q([1-4])$/;

/** Its first moment and the first one after it; undefined if the text is no quarter. */
export function quarterSpan(quarter: string): { readonly from: Date; readonly until: Date } | undefined {
  const [, year, number] = FORM.exec(quarter) ?? [];
  if (year === undefined || number === undefined) return undefined;
  const month = (Number(number) - 1) * 3;
  return { from: new Date(Date.UTC(Number(year), month)), until: new Date(Date.UTC(Number(year), month + 3)) };
}

/** Newest first, that of the moment among them. */
export function lastQuarters(at: Date, count: number): string[] {
  return Array.from({ length: count }, (_, i) =>
    quarterOf(new Date(Date.UTC(at.getUTCFullYear(), Math.floor(at.getUTCMonth() / 3) * 3 - 3 * i))),
  );
}

/** A count that is public. Few are not told apart: whoever knows one of them would learn of the others. */
export const publicCount = (n: number, least: number): number | null => (n > 0 && n < least ? null : n);
