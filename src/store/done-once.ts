import { sql, type Tx } from '#store/db.ts';

/** One act of one person, as they name it and as it was asked. */
export type Act = {
  readonly person: string;
  /** SHA-256, both. */
  readonly key: Uint8Array;
  readonly fingerprint: Uint8Array;
  readonly at: Date;
};
/** What came of it: ids and numbers, never content. */
export type Outcome = string | number | boolean | null | readonly Outcome[];
export type Once<Result> =
  | { readonly state: 'done' | 'done-before'; readonly result: Result }
  /** Somebody does it at this moment. */
  | { readonly state: 'busy' }
  /** The key was given for another act. */
  | { readonly state: 'other' };

export const KEPT_MS = 24 * 60 * 60 * 1000;
/** Of what is due, at each act: more than comes. */
const SWEPT = 20;

/**
 * The act and the note that it was done are in the one transaction given: after a crash both are there or neither, and whoever asks again is
 * either told what came of it or does it now.
 */
export async function doOnce<Result extends Outcome | void>(
  tx: Tx,
  { person, key, fingerprint, at }: Act,
  work: (tx: Tx) => Promise<Result>,
): Promise<Once<Result>> {
  const expired = new Date(at.getTime() - KEPT_MS);
  const lock = Buffer.from(key).readBigInt64BE().toString();
  const free = await tx.row<{ free: boolean }>(sql`select pg_try_advisory_xact_lock(${lock}::bigint) as free`);
  if (!free?.free) return { state: 'busy' };
  const known = await tx.row<{ same: boolean; result: string }>(sql`
    select fingerprint = ${fingerprint} as same, result from api.done where person = ${person} and key = ${key} and at > ${expired}`);
  if (known)
    return known.same ? { state: 'done-before', result: JSON.parse(known.result) as Result } : { state: 'other' };
  const result = await work(tx);
  await tx.run(sql`
    insert into api.done (person, key, fingerprint, result, at)
    values (${person}, ${key}, ${fingerprint}, ${JSON.stringify(result ?? null)}, ${at})
    on conflict (person, key) do update set fingerprint = excluded.fingerprint, result = excluded.result, at = excluded.at`);
  await tx.run(sql`
    delete from api.done where (person, key) in (select person, key from api.done where at <= ${expired} order by at limit ${SWEPT})`);
  return { state: 'done', result };
}
