import type { Module } from '#api/module.ts';
import { versionsOf } from '#store/records.ts';
import { bigints, integers, moments, texts } from '#store/columns.ts';
import { sql, textArray, type Db, type Tx } from '#store/db.ts';
import { foldCommitments, rowOf, type Folded } from './fold.ts';

/** Commitments folded in one transaction: some 100 ms. */
const BATCH = 250;
/** One at a time: of two that folded the same, the later would write what the earlier saw. */
const LOCK = 84_001;

type Folding = { readonly db: Db; readonly party: string; readonly modules: readonly Module[] };

/**
 * Folds anew what was marked, until nothing is. What commits after this is marked and folded at the next reading; so a reader sees what
 * was committed before they asked.
 */
export async function refresh({ db, party, modules }: Folding): Promise<number> {
  const anything = await db.transaction('node', (tx) => tx.row(sql`select 1 as one from commitments.stale limit 1`));
  if (!anything) return 0;
  const viewer = { party, modules, maySteps: false };
  for (let done = 0; ;) {
    const some = await db.transaction('node', async (tx) => {
      await tx.run(sql`select pg_advisory_xact_lock(${LOCK})`);
      const ids = await takeStale(tx);
      if (ids.length === 0) return 0;
      const newest = new Map((await versionsOf(tx, ids)).reverse().map((record) => [record.id, record]));
      const folded = await foldCommitments(tx, viewer, [...newest.values()]);
      await forget(tx, ids);
      await keep(tx, folded);
      return ids.length;
    });
    if (some === 0) return done;
    done += some;
  }
}

async function takeStale(tx: Tx): Promise<string[]> {
  const taken = await tx.rows<{ id: string }>(sql`
    with picked as (
      select id from (select id, n from commitments.stale order by n limit ${20 * BATCH}) oldest group by id order by min(n) limit ${BATCH}
    ), taken as (
      delete from commitments.stale t using picked where t.id = picked.id
    )
    select id from picked`);
  return taken.map(({ id }) => id);
}

const forget = (tx: Tx, ids: readonly string[]): Promise<number> =>
  tx.run(sql`delete from commitments.standing where id = any (${ids})`);

async function keep(tx: Tx, folded: readonly Folded[]): Promise<void> {
  if (folded.length === 0) return;
  const needs = await classesOf(tx, folded);
  const rows = folded.map(rowOf);
  const moment = (value: string | null): Date | null => (value === null ? null : new Date(value));
  await tx.run(sql`
    insert into commitments.standing (
      id, version, accord, class, needs, created, theme, kind, due, responsible, state, is_exercise, is_disputed, quiet_since, silent_since,
      reaffirms, words, rating, leads, led, offices, said, facts)
    select id, version, accord, class, needs::integer[], created, theme, kind, due::date, responsible::text[], state, exercise = 1, disputed = 1,
      quiet, silent, reaffirms, words, rating, leads::text[], led::text[], offices, said, facts
    from unnest(
      ${texts(rows.map(({ id }) => id))}::text[], ${bigints(rows.map(({ version }) => version))}::bigint[],
      ${texts(rows.map(({ accord }) => accord))}::text[], ${integers(rows.map((row) => row.class))}::integer[],
      ${texts(needs.map((classes) => `{${classes.join()}}`))}::text[], ${moments(rows.map(({ created }) => created))}::timestamptz[],
      ${texts(rows.map(({ theme }) => theme))}::text[], ${texts(rows.map(({ kind }) => kind))}::text[],
      ${texts(rows.map(({ due }) => due))}::text[], ${texts(rows.map(({ responsible }) => textArray(responsible)))}::text[],
      ${texts(rows.map(({ state }) => state))}::text[], ${integers(rows.map(({ isExercise }) => (isExercise ? 1 : 0)))}::integer[],
      ${integers(rows.map(({ isDisputed }) => (isDisputed ? 1 : 0)))}::integer[],
      ${moments(rows.map(({ quietSince }) => moment(quietSince)))}::timestamptz[],
      ${moments(rows.map(({ silentSince }) => moment(silentSince)))}::timestamptz[],
      ${texts(rows.map(({ reaffirms }) => reaffirms))}::text[], ${texts(rows.map(({ words }) => words))}::text[],
      ${texts(rows.map(({ rating }) => rating))}::text[], ${texts(rows.map(({ leads }) => textArray(leads)))}::text[],
      ${texts(rows.map(({ led }) => textArray(led)))}::text[],
      ${texts(rows.map(({ offices }) => offices))}::text[], ${texts(rows.map(({ said }) => said))}::text[],
      ${texts(rows.map(({ facts }) => facts))}::text[]
    ) as t (id, version, accord, class, needs, created, theme, kind, due, responsible, state, exercise, disputed, quiet, silent, reaffirms, words,
      rating, leads, led, offices, said, facts)`);
}

/** Of every part of what was folded into each. */
async function classesOf(tx: Tx, folded: readonly Folded[]): Promise<number[][]> {
  const seqs = [...new Set(folded.flatMap(({ of }) => of))];
  const parts = await tx.rows<{ record: number; class: number }>(sql`
    select distinct p.record, p.class from store.record_part p where p.record = any (${seqs})
    union select r.seq, r.class from store.record r where r.seq = any (${seqs})`);
  const byRecord = Map.groupBy(parts, ({ record }) => record);
  return folded.map(({ of }) => [...new Set(of.flatMap((seq) => (byRecord.get(seq) ?? []).map((part) => part.class)))]);
}
