export const DAY_MS = 86_400_000;

/** The last day that a date as stated can mean (`2032`, `2032-05`, `2032 Q1`, `2033 H1`); by it a commitment is due. Undefined if it is only words. */
export function lastDay(date: string): Date | undefined {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?| Q([1-4])| H([12]))?(?:T.*)?$/.exec(date);
  if (match === null) return undefined;
  const [, year, month, day, quarter, half] = match;
  if (day !== undefined) return new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const afterMonth =
    month !== undefined
      ? Number(month)
      : quarter !== undefined
        ? Number(quarter) * 3
        : half !== undefined
          ? Number(half) * 6
          : 12;
  return new Date(Date.UTC(Number(year), afterMonth, 0));
}

export function isOverdue(due: string, now: Date): boolean {
  const last = lastDay(due);
  return last !== undefined && last.getTime() + DAY_MS <= now.getTime();
}
