import { Failure } from '#kernel/errors.ts';
import type { HeldOfOurs } from '#store/abandon-recovery.ts';
import { sql, type Sql, type Tx } from '#store/db.ts';
import { rowsOf, type Client } from '#store/people/client.ts';

/** What a node that was put back waits for. Nothing of it is in memory: after a crash the next pull goes on. */
export type Closed = {
  /** Neither read, nor written, nor signed for, until their partner returned what it held. */
  readonly accords: ReadonlyMap<string, string>;
  /** Partners who have not yet said what they hold: there may be accords with them that the backup does not know. */
  readonly silent: ReadonlySet<string>;
};

const CLOSED = sql`
  select accord, partner from store.recovering where ended_at is null
  union all select null as accord, partner from store.recovery where listed_at is null`;

type Row = { readonly accord: string | null; readonly partner: string };

const asClosed = (rows: readonly Row[]): Closed => ({
  accords: new Map(rows.flatMap(({ accord, partner }) => (accord === null ? [] : [[accord, partner] as const]))),
  silent: new Set(rows.flatMap(({ accord, partner }) => (accord === null ? [partner] : []))),
});

export const closedNow = async (tx: Tx): Promise<Closed> => asClosed(await tx.rows<Row>(CLOSED));

/** That this accord waits until its partner returned what it held. */
export const isRecovering = (accord: Sql): Sql =>
  sql`exists (select 1 from store.recovering c where c.accord = ${accord} and c.ended_at is null)`;

/** By accord, the name of the partner that it waits for. */
export type WaitsFor = ReadonlyMap<string, string>;

const WAITS_FOR = sql`
  select a.accord, p.names from store.recovering a join store.party p on p.id = a.partner where a.ended_at is null
  union all select null, null from store.recovery where listed_at is null`;

/** For every request of every reader. A recovery begins only with the process, so one that found none need not ask again. */
export function closedReader(): (client: Client) => Promise<WaitsFor> {
  let isOpen = false;
  return async (client) => {
    const rows = isOpen ? [] : await rowsOf<{ accord: string | null; names: string }>(client, WAITS_FOR, 'waits_for');
    isOpen = rows.length === 0;
    return new Map(
      rows.flatMap(({ accord, names }) => (accord === null ? [] : [[accord, englishName(names)] as const])),
    );
  };
}

const englishName = (names: string): string => (JSON.parse(names) as Record<string, string>)['en'] ?? 'its partner';

/** Nothing is written to what may be another history. */
export async function refuseClosed(tx: Tx, accords: readonly (string | null)[]): Promise<void> {
  const closed = await closedNow(tx);
  for (const accord of accords) {
    const partner = accord === null ? undefined : closed.accords.get(accord);
    if (partner !== undefined) throw await waitsFor(tx, partner);
  }
}

export async function waitsFor(tx: Tx, partner: string): Promise<Failure> {
  const row = await tx.row<{ names: string }>(sql`select names from store.party where id = ${partner}`);
  return closedFailure(row === undefined ? partner : englishName(row.names));
}

export const closedFailure = (name: string): Failure =>
  new Failure(
    'unavailable',
    `this accord was restored from a backup, and waits for ${name} to return what it holds of it`,
  );

export type Recovery = { readonly partner: string; readonly isListed: boolean };

export async function recoveryOf(tx: Tx, partner: string): Promise<Recovery | undefined> {
  const row = await tx.row<{ listed: boolean }>(
    sql`select listed_at is not null as listed from store.recovery where partner = ${partner} and ended_at is null`,
  );
  return row && { partner, isListed: row.listed };
}

/** The partner has said what it holds, also of accords that the backup does not know: they are closed as well. */
export async function noteListed(tx: Tx, partner: string, accords: readonly string[], at: Date): Promise<void> {
  const { listed } = (await tx.row<{ listed: boolean }>(
    sql`select listed_at is not null as listed from store.recovery where partner = ${partner} for update`,
  ))!;
  if (listed) return;
  await tx.run(sql`
    insert into store.recovering (accord, partner) select distinct accord, ${partner} from unnest(${accords}::text[]) as t (accord)
    on conflict (accord) do nothing`);
  await tx.run(sql`update store.recovery set listed_at = ${at} where partner = ${partner}`);
}

export async function openAccordsOf(tx: Tx, partner: string): Promise<string[]> {
  const rows = await tx.rows<{ accord: string }>(
    sql`select accord from store.recovering where partner = ${partner} and ended_at is null order by accord`,
  );
  return rows.map(({ accord }) => accord);
}

export async function noteProblem(
  tx: Tx,
  { partner, accord }: { partner: string; accord?: string },
  problem: string | null,
) {
  await tx.run(
    accord === undefined
      ? sql`update store.recovery set problem = ${problem} where partner = ${partner} and problem is distinct from ${problem}`
      : sql`update store.recovering set problem = ${problem} where accord = ${accord} and problem is distinct from ${problem}`,
  );
}

/** As the partner names it, under our own signature. */
export async function noteHeld(tx: Tx, accord: string, held: readonly HeldOfOurs[]): Promise<void> {
  const text = JSON.stringify(held.map(({ channel, epoch, size, root }) => ({ channel, epoch, size, root })));
  await tx.run(
    sql`update store.recovering set held = ${text} where accord = ${accord} and held is distinct from ${text}`,
  );
}

export async function noteGot(tx: Tx, accord: string, count: number): Promise<void> {
  await tx.run(sql`update store.recovering set got = got + ${count} where accord = ${accord}`);
}

/** The accord is open from this transaction on; the partner's recovery ends with its last. */
export async function reopen(tx: Tx, accord: string, at: Date): Promise<void> {
  await keepLost(tx, accord);
  await tx.run(
    sql`update store.recovering set ended_at = ${at}, problem = null where accord = ${accord} and ended_at is null`,
  );
  await endRecoveries(tx, at);
  await tx.run(sql`select pg_notify('entente_outbox', '')`);
}

/** Of partners who have listed and of whom no accord is closed any more. */
export async function endRecoveries(tx: Tx, at: Date): Promise<void> {
  await tx.run(sql`
    update store.recovery r set ended_at = ${at}, problem = null
    where r.listed_at is not null and r.ended_at is null
      and not exists (select 1 from store.recovering a where a.partner = r.partner and a.ended_at is null)`);
}

/** Entries of ours that came back without content, and that neither party deleted. */
async function keepLost(tx: Tx, accord: string): Promise<void> {
  await tx.run(sql`
    insert into store.lost (feed, idx, c)
    select e.feed, e.idx, e.c from store.entry e join store.feed f on f.id = e.feed
    where f.is_ours and f.accord = ${accord} and e.kind = 'record' and e.record is null and not e.expunged
      and (f.ended_size is null or e.idx < f.ended_size)
      and not exists (select 1 from store.act a where a.about_feed = e.feed and a.about_idx = e.idx and a.kind = 'recall')
    on conflict (feed, idx) do nothing`);
}
