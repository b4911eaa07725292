import { bigints, byteas, integers, texts } from '#store/columns.ts';
import { sql, textArray, type Db, type Tx } from '#store/db.ts';
import { LOCKS } from '#store/locks.ts';
import { indexedParts, TOKENS_VERSION, type Indexed, type PartRow } from './lexemes.ts';

/** Versions in one transaction: some 100 ms, for which a deletion may wait. */
const BATCH = 200;
/** What is admitted in one transaction may be committed after what is admitted later; none takes longer. */
const LATE_MS = 10 * 60_000;

/** While so many come in between two looks, a load is under way: it has the machine for itself, for a while. */
const POURING = 500;
const PATIENCE_MS = 60_000;

/** Brings in what is missing; the number of versions. `atOnce`: also while records pour in. */
export type Filler = (how?: { readonly atOnce?: boolean; readonly isStopped?: () => boolean }) => Promise<number>;

/**
 * Level-triggered: what is missing is what is held and not there, whoever put it there and whatever was lost. All is compared at the
 * first look; afterwards only what is newer than what was complete a while ago.
 */
export function openFiller(db: Db, now: () => Date): Filler {
  let marks: readonly Mark[] = [];
  let before: number | undefined;
  let waitingSince: number | undefined;
  return async ({ atOnce = false, isStopped = () => false } = {}) => {
    const at = now().getTime();
    const complete = marks.findLast((mark) => mark.at <= at - LATE_MS);
    const last = await db.transaction('node', async (tx) => {
      if (before === undefined) await beginAnew(tx);
      if (complete) await tx.run(sql`update search.progress set upto = ${complete.seq} where upto < ${complete.seq}`);
      return lastNumber(tx);
    });
    const isPouring = before !== undefined && last - before > POURING;
    before = last;
    waitingSince = isPouring ? (waitingSince ?? at) : undefined;
    if (waitingSince !== undefined && at < waitingSince + PATIENCE_MS && !atOnce) return 0;
    let filled = 0;
    for (let some = -1; some !== 0 && !isStopped(); filled += some) some = await db.transaction('node', fillSome);
    if (filled > 0) await db.transaction('node', (tx) => tx.run(sql`select search.tidy()`));
    if (complete || marks.at(-1)?.seq !== last)
      marks = [...marks.filter((mark) => mark.at > at - LATE_MS), { seq: last, at }].slice(-1_000);
    return filled;
  };
}

/** The last number at a moment: once all that was begun then has ended, nothing below is missing any more. */
type Mark = { readonly seq: number; readonly at: number };

/** At each start all is compared once; words that were made by other rules are made anew. */
async function beginAnew(tx: Tx): Promise<void> {
  const known = await tx.row<{ tokens: number }>(sql`select tokens from search.progress`);
  if (known?.tokens !== TOKENS_VERSION) await emptyIndex(tx);
  else await tx.run(sql`update search.progress set upto = 0`);
}

/** What is held goes in again by itself. */
export async function emptyIndex(tx: Tx): Promise<void> {
  await lockIndex(tx);
  for (const table of [sql`delete from search.part`, sql`delete from search.word`, sql`delete from search.name`])
    await tx.run(table);
  await tx.run(sql`
    insert into search.progress (upto, tokens) values (0, ${TOKENS_VERSION})
    on conflict (one) do update set upto = 0, tokens = excluded.tokens`);
}

/** The index is written by one at a time, and no content is put in while some is being deleted. */
const lockIndex = (tx: Tx): Promise<number> => tx.run(sql`select pg_advisory_xact_lock(${LOCKS.search})`);

async function lastNumber(tx: Tx): Promise<number> {
  return (await tx.row<{ seq: number | null }>(sql`select max(seq) as seq from store.record`))?.seq ?? 0;
}

type Missing = { readonly seq: number; readonly id: string; readonly class: number; readonly c: Uint8Array };

async function fillSome(tx: Tx): Promise<number> {
  await lockIndex(tx);
  const missing = await tx.rows<Missing>(sql`
    select r.seq, r.id, r.class, r.c from store.record r
    where r.seq > coalesce((select upto from search.progress), 0) and not exists (select 1 from search.name n where n.record = r.seq)
    order by r.seq limit ${BATCH}`);
  if (missing.length === 0) return 0;
  const seqs = missing.map(({ seq }) => seq);
  await dropWords(tx, await outdated(tx, missing));
  const parts = await tx.rows<PartRow>(sql`
    select p.record, p.n, p.class, r.type, p.properties, p.body
    from store.record_part p join store.record r on r.seq = p.record
    where p.record = any (${seqs}) and not exists (
      select 1 from store.record w where w.id = r.id and w.class = r.class and (w.modified_at, w.seq) > (r.modified_at, r.seq))
    order by p.record, p.n`);
  const indexed = [...Map.groupBy(parts, ({ record }) => record).values()].flatMap(indexedParts);
  await insertNames(tx, missing);
  await insertParts(tx, indexed);
  await count(tx, indexed);
  return missing.length;
}

async function insertNames(tx: Tx, rows: readonly Missing[]): Promise<void> {
  const tails = rows.map(({ id }) => id.slice(id.indexOf('--') + 2));
  await tx.run(sql`
    insert into search.name (record, class, tail, foot, c) select * from unnest(
      ${bigints(rows.map(({ seq }) => seq))}::bigint[], ${integers(rows.map((row) => row.class))}::integer[], ${texts(tails)}::text[],
      ${texts(tails.map((tail) => tail.slice(-12)))}::text[], ${byteas(rows.map(({ c }) => c))}::bytea[])`);
}

async function insertParts(tx: Tx, rows: readonly Indexed[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.run(sql`
    insert into search.part (record, n, class, lexemes) select record, n, class, array_to_tsvector(lexemes::text[]) from unnest(
      ${bigints(rows.map(({ record }) => record))}::bigint[], ${integers(rows.map(({ n }) => n))}::integer[],
      ${integers(rows.map((row) => row.class))}::integer[], ${texts(rows.map(({ lexemes }) => textArray(lexemes)))}::text[]
    ) as t (record, n, class, lexemes)`);
}

async function count(tx: Tx, rows: readonly Indexed[]): Promise<void> {
  const counts = new Map<number, Map<string, number>>();
  for (const { class: visible, words } of rows) {
    const ofClass = counts.get(visible) ?? new Map<string, number>();
    counts.set(visible, ofClass);
    for (const word of words) ofClass.set(word, (ofClass.get(word) ?? 0) + 1);
  }
  const counted = [...counts].flatMap(([visible, ofClass]) =>
    [...ofClass].map(([word, parts]) => ({ visible, word, parts })),
  );
  if (counted.length === 0) return;
  await tx.run(sql`
    insert into search.word (class, word, parts) select * from unnest(
      ${integers(counted.map(({ visible }) => visible))}::integer[], ${texts(counted.map(({ word }) => word))}::text[],
      ${integers(counted.map(({ parts }) => parts))}::integer[])
    on conflict (class, word) do update set parts = word.parts + excluded.parts`);
}

/** Older versions in the class of one of these: whoever sees them sees the newer one. */
async function outdated(tx: Tx, rows: readonly Missing[]): Promise<number[]> {
  const found = await tx.rows<{ seq: number }>(sql`
    select o.seq from unnest(${rows.map(({ seq }) => seq)}::bigint[]) as wanted (seq)
    cross join lateral (select r.id, r.class, r.modified_at, r.seq from store.record r where r.seq = wanted.seq offset 0) r
    cross join lateral (
      select o.seq from store.record o
      where o.id = r.id and o.class = r.class and (o.modified_at, o.seq) < (r.modified_at, r.seq) offset 0
    ) o`);
  return found.map(({ seq }) => seq);
}

/** In the transaction that deletes the content: afterwards no word of it is in the index. Their ids stay, as their stubs do. */
export async function forgetWords(tx: Tx, seqs: readonly number[]): Promise<void> {
  await lockIndex(tx);
  await dropWords(tx, seqs);
}

async function dropWords(tx: Tx, seqs: readonly number[]): Promise<void> {
  if (seqs.length === 0) return;
  await tx.run(sql`
    with gone as (
      delete from search.part where record = any (${seqs}) returning class, lexemes
    ), words as (
      select g.class, w.word, count(*) as parts
      from gone g cross join lateral unnest(tsvector_to_array(g.lexemes)) as w (word)
      where w.word !~ '^[:=@]' group by 1, 2
    ), left_over as (
      update search.word s set parts = s.parts - words.parts from words
      where s.class = words.class and s.word = words.word collate "C" and s.parts > words.parts
    )
    delete from search.word s using words
    where s.class = words.class and s.word = words.word collate "C" and s.parts <= words.parts`);
}
