// The rows of a form, each with a key of its own that outlives its place.

type Keyed = { readonly key: string | number };

export const changed = <T extends Keyed>(rows: readonly T[], key: T['key'], more: Partial<T>): T[] =>
  rows.map((row) => (row.key === key ? { ...row, ...more } : row));

export const without = <T extends Keyed>(rows: readonly T[], key: T['key']): T[] =>
  rows.filter((row) => row.key !== key);
