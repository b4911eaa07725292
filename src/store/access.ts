import { sha256, toBase64, utf8 } from '#platform';
import { accessText, type AccessKind, type AccessOutcome } from '#kernel/log/access-entry.ts';
import { integers, moments, texts } from '#store/columns.ts';
import { prepared, sql, textArray, type Db, type Sql, type Tx } from '#store/db.ts';
import { gathered } from '#store/gather.ts';
import type { Expected, HeldEntries } from '#store/held-entries.ts';
import { LOCKS } from '#store/locks.ts';

/** Who took what out, why and to whom (Directive (EU) 2016/680 art. 25). Committed before the answer leaves. */
export type Access = {
  readonly at: Date;
  /** A read if left out. */
  readonly kind?: AccessKind;
  /** Answered if left out. */
  readonly outcome?: AccessOutcome;
  readonly person: string | null;
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
  /**
   * Writes the entry of a write within its transaction, as its last statement: both are committed, or neither. The lock before it
   * is held until then, and whoever gives entries their places waits for it.
   */
  readonly keepWithin: (tx: Tx, access: Access) => Promise<Expected>;
};

/** Entries that come while others commit go together with the next, so many readers at once share few commits. */
export function openAccessLog(db: Pick<Db, 'pool'>, held: HeldEntries): AccessLog {
  return {
    keep: gathered((entries: readonly Access[]) => insert(db, held, entries), { most: 500, lanes: 1 }),
    keepWithin: async (tx, access) => {
      const entry = asKept(access);
      const expected = held.expect(textOf(entry), entry);
      try {
        await tx.run(insertion([entry]));
      } catch (error) {
        expected.drop();
        throw error;
      }
      return expected;
    },
  };
}

async function insert({ pool }: Pick<Db, 'pool'>, held: HeldEntries, given: readonly Access[]): Promise<undefined[]> {
  const entries = given.map(asKept);
  const expected = entries.map((entry) => held.expect(textOf(entry), entry));
  try {
    const { values, ...statement } = insertion(entries);
    await pool.query({ ...statement, values: [...values] });
  } catch (error) {
    // Of one whose fate is unknown nothing is expected: found, it is taken as it is.
    for (const one of expected) one.drop();
    throw error;
  }
  for (const one of expected) one.sure();
  return given.map(() => undefined);
}

const insertion = (entries: readonly Kept[]): Sql =>
  prepared(
    'keep_access',
    sql`
    -- Whoever has it alone knows that no earlier id is still to come.
    with lock as materialized (select pg_advisory_xact_lock_shared(${LOCKS.accessEntries}::bigint)), given as (
      select t.* from lock cross join unnest(
        ${moments(entries.map(({ at }) => at))}::timestamptz[], ${texts(entries.map(({ person }) => person))}::text[], ${texts(entries.map(({ token }) => token))}::text[],
        ${texts(entries.map(({ query }) => query))}::text[], ${texts(entries.map(({ purpose }) => purpose))}::text[],
        ${integers(entries.map(({ ids }) => ids.length))}::integer[], ${texts(entries.map(({ digest }) => digest))}::text[],
        ${texts(entries.map(({ to }) => to))}::text[], ${texts(entries.map(({ kind }) => kind))}::text[], ${texts(entries.map(({ outcome }) => outcome))}::text[],
        ${texts(entries.map(({ ids }) => (ids.length > 1 ? textArray(ids) : null)))}::text[]
      ) with ordinality as t (at, person, token, query, purpose, count, digest, disclosed_to, kind, outcome, ids, n)
    ), numbered as (
      -- The ids are taken here, so that what stands beside an entry finds it; behind the lock, or one could come late.
      select nextval('oversight.access_id_seq') as id, g.* from (select * from given order by n offset 0) g
    ), kept as (
      insert into oversight.access (id, at, person, token, query, purpose, count, digest, disclosed_to, kind, outcome)
      overriding system value
      select id, at, person, token, query, purpose, count, digest, disclosed_to, kind, outcome from numbered
    )
    insert into oversight.access_ids (access, ids) select id, ids::text[] from numbered where ids is not null`,
  );

type Kept = Required<Access> & { readonly digest: string };

/** As the database will give it back: a text without lone surrogates, a time in milliseconds. */
const asKept = (access: Access): Kept => ({
  ...access,
  kind: access.kind ?? 'read',
  outcome: access.outcome ?? 'answered',
  query: soundText(access.query),
  purpose: soundText(access.purpose),
  to: access.to === null ? null : soundText(access.to),
  digest: digestOf(access.ids),
});

const soundText = (text: string): string => text.toWellFormed().replaceAll('\0', '\ufffd');

type Written = Omit<Kept, 'ids'> & { readonly ids: { readonly length: number } };

const textOf = ({ at, kind, outcome, person, token, query, purpose, ids, digest, to }: Written): string =>
  accessText({
    v: 1,
    at: at.toISOString(),
    kind,
    outcome,
    person,
    token,
    asked: query,
    purpose,
    count: ids.length,
    digest,
    to,
  });

/** The leaf of a reading that tells of one record. */
export const pointText = (reading: Omit<Access, 'ids'>, digest: string): string =>
  textOf({ kind: 'read', outcome: 'answered', ...reading, ids: { length: 1 }, digest });

/** SHA-256 over the sorted ids, one a line, base64. */
export const digestOf = (ids: readonly string[]): string => toBase64(sha256(utf8([...ids].sort().join('\n'))));
