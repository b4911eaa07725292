import { sha256, toBase64, utf8 } from '#platform';
import { sql, type Db } from '#store/db.ts';
import { gathered } from '#store/gather.ts';

/** Who took what out, why and to whom (Directive (EU) 2016/680 art. 25). Committed before the answer leaves. */
export type Access = {
  readonly at: Date;
  readonly person: string;
  readonly token: string | null;
  readonly query: string;
  readonly purpose: string;
  /** Of the records that were told. */
  readonly ids: readonly string[];
  readonly to: string | null;
};

export type AccessLog = {
  /** Settles once the entry is committed; what it is about may leave only then. */
  readonly keep: (access: Access) => Promise<void>;
};

/** Entries that come while others commit go together with the next, so many readers at once share few commits. */
export function openAccessLog(db: Pick<Db, 'pool'>): AccessLog {
  return { keep: gathered((entries: readonly Access[]) => insert(db, entries), { most: 500, lanes: 1 }) };
}

async function insert({ pool }: Pick<Db, 'pool'>, entries: readonly Access[]): Promise<undefined[]> {
  const { text, values } = sql`
    insert into oversight.access (at, person, token, query, purpose, count, digest, disclosed_to)
    select * from unnest(
      ${entries.map(({ at }) => at)}::timestamptz[], ${entries.map(({ person }) => person)}::text[], ${entries.map(({ token }) => token)}::text[],
      ${entries.map(({ query }) => query)}::text[], ${entries.map(({ purpose }) => purpose)}::text[],
      ${entries.map(({ ids }) => ids.length)}::integer[], ${entries.map(({ ids }) => digestOf(ids))}::text[],
      ${entries.map(({ to }) => to)}::text[])`;
  await pool.query({ name: 'keep_access', text, values: [...values] });
  return entries.map(() => undefined);
}

/** SHA-256 over the sorted ids, one a line, base64. */
export const digestOf = (ids: readonly string[]): string => toBase64(sha256(utf8([...ids].sort().join('\n'))));
