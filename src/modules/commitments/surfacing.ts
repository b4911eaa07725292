import { textOf } from '#kernel/json/types.ts';
import { sql, type Tx } from '#store/db.ts';
import { recordsBySeq, type StoredRecord } from '#store/records.ts';
import { listStanding } from './list.ts';
import { isOpen } from './stand.ts';

export type Surfaced = {
  readonly mark: 'stalled' | 'reannounced';
  readonly record: StoredRecord;
  readonly state: string;
  readonly due: string;
};

/** Of each mark under one accord, the newest. */
const MOST = 20;

/** Open commitments that nobody moves, and those that say again what was not kept: as the reader sees them wholly. */
export async function surfacing(tx: Tx, accord: string, now: Date): Promise<Surfaced[]> {
  const found: Surfaced[] = [];
  for (const mark of ['stalled', 'reannounced'] as const) {
    const walk = { now, sort: 'newest', after: undefined, limit: MOST } as const;
    const listed = await listStanding(tx, { accord, themes: [], mark }, walk);
    const records = new Map(
      (
        await recordsBySeq(
          tx,
          listed.map(({ version }) => version),
        )
      ).map((record) => [record.seq, record]),
    );
    for (const { version, facts } of listed) {
      const record = records.get(version);
      if (!record || !facts || facts.isExercise || !isOpen(facts) || record.expungedAt) continue;
      found.push({ mark, record, state: facts.state, due: textOf(record.object['due']) });
    }
  }
  return found;
}

/** Accords of which the reader sees a commitment. */
export const accordsWithCommitments = async (tx: Tx): Promise<string[]> =>
  (await tx.rows<{ accord: string }>(sql`select distinct accord from commitments.standing order by accord`)).map(
    ({ accord }) => accord,
  );
