import pg from 'pg';
import type { Db } from '#store/db.ts';

const DAY_MS = 86_400_000;

type Due = { readonly entries: number | null; readonly ids: number | null };

/**
 * Removes entries whose time is over, batch by batch; their leaves stay, so later ones still prove that nothing else is missing. By
 * the owner's connection: what the process wrote into the log it cannot take out of it.
 */
export async function endAccessRetention(db: Db, owner: pg.ClientConfig, now: Date): Promise<boolean> {
  const { rows } = await db.pool.query<Due>(
    `select max(b.last_id) filter (where b.placed_at <= $1::timestamptz - r.entry_days * interval '1 day') as entries,
       max(b.last_id) filter (where b.placed_at <= $1::timestamptz - r.ids_days * interval '1 day') as ids
     from oversight.retention r join oversight.access_batch b on b.removed_at is null
       and b.placed_at <= $2::timestamptz`,
    [now, new Date(now.getTime() - DAY_MS)],
  );
  const { entries = null, ids = null } = rows[0] ?? {};
  if (entries === null && ids === null) return false;
  const client = new pg.Client(owner);
  await client.connect();
  client.on('error', () => {}); // its next statement fails
  try {
    await client.query('begin');
    const { rowCount } = await client.query('delete from oversight.access_ids where access <= $1', [
      Math.max(entries ?? 0, ids ?? 0),
    ]);
    if (entries !== null) {
      await client.query('delete from oversight.access where id <= $1', [entries]);
      await client.query(
        `update oversight.access_batch set removed_at = $1, about = '{}' where last_id <= $2 and removed_at is null`,
        [now, entries],
      );
    }
    await client.query('commit');
    return entries !== null || (rowCount ?? 0) > 0;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    await client.end();
  }
}
