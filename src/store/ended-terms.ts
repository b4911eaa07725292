import { canonicalize } from '#kernel/json/canonical.ts';
import { readJson } from '#kernel/json/read.ts';
import type { KeptAccord, KeptChannel } from '#kernel/protocol/retention.ts';
import { accordById } from '#store/accords.ts';
import { sql, type Tx } from '#store/db.ts';

/**
 * Before the text of an ended accord is destroyed: how long what is left under it is kept. Its author may delete the text earlier
 * than the other party's records end, and they would never end without it.
 */
export async function keepEndedTerms(tx: Tx, seqs: readonly number[]): Promise<void> {
  const texts = await tx.rows<{ id: string }>(
    sql`select distinct id from store.record where seq = any (${seqs}) and type = 'accord' and expunged_at is null`,
  );
  for (const { id } of texts) {
    const terms = await accordById(tx, id);
    if (!terms || terms.terminatedAt === null) continue;
    const channels = terms.channels.map(({ name, retention_days }) => ({ name, retention_days }));
    await tx.run(sql`
      insert into store.ended_terms (accord, terminated_at, channels)
      values (${id}, ${terms.terminatedAt}, ${canonicalize(channels)}) on conflict (accord) do nothing`);
  }
}

export async function endedTerms(tx: Tx, accord: string): Promise<KeptAccord | undefined> {
  const row = await tx.row<{ at: string; channels: string }>(
    sql`select terminated_at as at, channels from store.ended_terms where accord = ${accord}`,
  );
  return row && { terminatedAt: row.at, channels: readJson(row.channels) as unknown as KeptChannel[] }; // as `keepEndedTerms` wrote it
}
