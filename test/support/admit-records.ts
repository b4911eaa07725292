/** A process of its own that admits records, and sequences too, beside others that do the same. One line of JSON of what it made. */
import { randomBytes, randomUUID } from 'node:crypto';
import { publishQueued } from '#federation/worker.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import { admit } from '#store/admit.ts';
import { openDb } from '#store/db.ts';
import { openKeys } from '#store/keys.ts';
import { makeSelf } from '#store/self.ts';
import type { Connection } from '#store/embedded/supervisor.ts';

export type AdmitOrder = {
  readonly database: Connection;
  readonly dataDir: string;
  readonly partyId: string;
  readonly record: JsonObject;
  readonly count: number;
};

const order = JSON.parse(process.argv[2]!) as AdmitOrder;
const bytes = (size: number) => new Uint8Array(randomBytes(size));
const keys = await openKeys(order.dataDir, bytes);
const self = makeSelf(keys, {
  partyId: order.partyId,
  now: () => new Date(),
  randomBytes: bytes,
  uuid: randomUUID,
});
const db = openDb(order.database);
const made: string[] = [];
const writer = async (from: number, to: number): Promise<void> => {
  for (let i = from; i < to; i++) {
    made.push((await db.transaction('node', (tx) => admit(tx, self, order.record))).id);
    if (i % 10 === 9) await publishQueued(db, self);
  }
};
const half = order.count / 2;
await Promise.all([writer(0, half), writer(half, order.count)]);
await db.close();
console.log(JSON.stringify(made));
