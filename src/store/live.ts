import { sql, type Tx } from '#store/db.ts';

export type LiveKind = 'record' | 'feed' | 'partner' | 'desk' | 'notice' | 'rights' | 'comment';

/** That something changed, with what decides who is told. */
export type LiveEvent = {
  readonly pos: number;
  readonly kind: LiveKind;
  readonly id: string | null;
  readonly type: string | null;
  readonly accord: string | null;
  readonly channel: string | null;
  readonly classes: readonly number[] | null;
  readonly person: string | null;
};

const BATCH = 1_000;

/**
 * Gives committed events their positions, in one process at a time. A reader of positions so misses nothing that committed late,
 * and nothing is remembered outside the database. `last`: the last position that was given.
 */
export async function placeEvents(tx: Tx): Promise<{ readonly last: number; readonly hasMore: boolean }> {
  const { position } = (await tx.row<{ position: number }>(sql`select position from live.era for update`))!;
  const placed = await tx.run(sql`
    update live.event e set pos = ${position}::bigint + t.n
    from (
      select seq, row_number() over (order by seq) as n
      from (select seq from live.event where pos is null order by seq limit ${BATCH}) w
    ) t where e.seq = t.seq`);
  if (placed > 0) await tx.run(sql`update live.era set position = ${position + placed}`);
  return { last: position + placed, hasMore: placed === BATCH };
}

/** Those after the position, in their order. */
export function eventsAfter(tx: Tx, pos: number, limit: number): Promise<LiveEvent[]> {
  return tx.rows<LiveEvent>(sql`
    select pos, kind, id, type, accord, channel, classes, person from live.event
    where pos > ${pos} order by pos limit ${limit}`);
}

export async function liveEra(tx: Tx): Promise<string> {
  return (await tx.row<{ era: string }>(sql`select era from live.era`))!.era;
}

/** What was put back from a backup is another history: nobody resumes in it. */
export const beginLiveEra = (tx: Tx): Promise<number> => tx.run(sql`update live.era set era = gen_random_uuid()`);

/** How long somebody may be away and miss nothing. */
export const EVENT_HOURS = 24;

export const endEvents = (tx: Tx, now: Date): Promise<number> =>
  tx.run(sql`delete from live.event where at < ${new Date(now.getTime() - EVENT_HOURS * 3_600_000)}`);
