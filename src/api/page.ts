import type { z } from 'zod';
import { Failure } from '#kernel/errors.ts';
import type { Cursors, Position } from '#api/cursor.ts';

/** One page of a list. */
export type Page = {
  /** Where the query's cursor goes on, as `next` was given it; undefined at the beginning. */
  readonly from: <At>(position: z.ZodType<At>) => At | undefined;
  /** The cursor of what comes after this position; null where nothing does. */
  readonly next: (position: Position | null) => string | null;
};

type Asking = {
  readonly route: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
};

export function pageOf(cursors: Cursors, { route, params, query }: Asking): Page {
  const { cursor, ...rest } = query;
  // The whole query, in one order: a cursor goes on with what was asked, and with nothing else.
  const bound = (): string => JSON.stringify([route, sorted(params), sorted(rest)]);
  return {
    from: (schema) => {
      if (cursor === undefined) return undefined;
      const found = schema.safeParse(cursors.open(bound(), cursor));
      if (!found.success)
        throw new Failure('bad-input', 'this cursor is not of this list: begin again without one', { path: '?cursor' });
      return found.data;
    },
    next: (position) => (position === null ? null : cursors.seal(bound(), position)),
  };
}

const sorted = (values: Readonly<Record<string, string>>): [string, string][] =>
  Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
