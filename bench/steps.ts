import { toBase64 } from '#platform';
import type { JsonObject } from '#kernel/json/types.ts';
import type { Db } from '#store/db.ts';
import { versionsOf, type StoredRecord } from '#store/records.ts';

export const newestOf = async (db: Db, id: string): Promise<StoredRecord> =>
  (await db.transaction('node', (tx) => versionsOf(tx, [id])))[0]!;

export const stepOn = (bound: StoredRecord, verb: string, evidence?: string): JsonObject => ({
  type: 'step',
  accord_ref: bound.accord,
  channel: bound.channel,
  subject: { id: bound.id, modified: bound.modified, c: toBase64(bound.c) },
  verb,
  ...(evidence === undefined ? {} : { evidence }),
  unit: 'Bench',
  at: '2026-03-04T05:06:07Z',
});
