import type { NewPublication, Published } from '#contract/statement-desk.ts';
import { Failure } from '#kernel/errors.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import { actingUnit } from '#api/rights.ts';
import type { Caller } from '#api/caller.ts';
import { accordById } from '#store/accords.ts';
import { admitMany, textOf } from '#store/admit.ts';
import { sql, type Tx } from '#store/db.ts';
import { keepWriter } from '#store/placed.ts';
import { handOf } from '#api/known-hand.ts';
import { versionsOf } from '#store/records.ts';
import {
  deskClasses,
  refuseDeskAct,
  refuseOvertaken,
  refuseWithdrawn,
  view,
  type Acted,
  type Asking,
  type Desk,
} from './desk.ts';
import { draftOf, statementRecord } from './drafts.ts';
import { stands, type Change, type Item } from './item.ts';
import { keepAct } from './journal.ts';
import { itemsOf, keepItems, keepVersion, withChanges, lockedFor, type StatementRow } from './rows.ts';
import { sourceOf } from './view.ts';

/**
 * Drafts become records through the ordinary door, all in the transaction that marks them as published: after a crash either both are
 * there or neither. Ids were given when the drafts were made, so whoever asks again is answered alike.
 */
export async function publish(
  desk: Desk,
  { caller, id, version: asked, once, onVersion }: Asking,
  { items: ids, withStatement = false }: NewPublication,
): Promise<Acted<Published>> {
  const act = async (tx: Tx): Promise<readonly string[]> => {
    const row = await lockedFor(tx, id, deskClasses(caller));
    for (const action of ['statements.write', 'records.write'] as const) refuseDeskAct(caller, action, row);
    onVersion(String(row.version));
    refuseWithdrawn(row);
    const items = await itemsOf(tx, row.seq);
    const chosen = ids.map((item, n) => draftAmong(items, item, n));
    const records = [...(withStatement ? [row.record] : []), ...chosen.map(({ record }) => record!)];
    const isDone =
      chosen.every(({ publishedAt }) => publishedAt !== null) && (!withStatement || row.record_published_at !== null);
    if (isDone && records.length > 0) return records;
    if (records.length === 0) throw new Failure('bad-input', 'name what is to be published', { path: '$.items' });
    await refuseOvertaken(tx, row, asked);
    await admitAll(tx, desk, { row, items, chosen, withStatement, caller });

    const at = desk.self.now();
    const changes = chosen
      .filter(({ publishedAt }) => publishedAt === null)
      .map((before): Change => ({ before, after: { ...before, publishedAt: at.toISOString() } }));
    const version = row.version + 1;
    await keepItems(tx, row, { changes, version });
    if (withStatement)
      await tx.run(
        sql`update statements.statement set record_published_at = coalesce(record_published_at, ${at}) where seq = ${row.seq}`,
      );
    await keepVersion(tx, row, { version, items: withChanges(items, changes) });
    await keepAct(tx, row, { act: 'published', version, at, by: caller.personId, after: { records } });
    if (changes.length > 0) await keepAct(tx, row, { act: 'published', version, at, by: caller.personId, changes });
    return records;
  };
  const did = await once(desk.db, act, (records) => ({ ids: [id, ...records] }));
  const statement = await desk.db.transaction('node', (tx) => view(desk, tx, { caller, id }));
  return { did, body: { statement, records: [...did.result] } };
}

function draftAmong(items: readonly Item[], id: string, n: number): Item {
  const path = `$.items.${n}`;
  const item = items.find((one) => one.id === id);
  if (!item) throw new Failure('bad-input', 'there is no such item in this statement', { path });
  if (item.type !== 'commitments' || !stands(item))
    throw new Failure('conflict', 'only an undertaking that was accepted, edited or added becomes a record', { path });
  return item;
}

type Publishing = {
  readonly row: StatementRow;
  readonly items: readonly Item[];
  readonly chosen: readonly Item[];
  readonly withStatement: boolean;
  readonly caller: Caller;
};

/** A node that was put back may hold such a record already: its partner returned it. */
async function admitAll(
  tx: Tx,
  { self, modules }: Desk,
  { row, items, chosen, withStatement, caller }: Publishing,
): Promise<void> {
  const accord = await accordById(tx, row.accord);
  const source = sourceOf(row, accord);
  const inputs: JsonObject[] = [
    ...(withStatement ? [statementRecord(row.record, items, source)] : []),
    ...chosen.map((item) => draftOf(item, source).record),
  ];
  const held = new Set((await versionsOf(tx, inputs.map(idOf))).map(({ id }) => id));
  const prepared = inputs
    .filter((input) => !held.has(idOf(input)))
    .map((input) => {
      const type = textOf(input, 'type');
      const prepare = modules.find((module) => module.prepare?.[type])?.prepare?.[type];
      return prepare ? prepare(input, accord) : input;
    });
  if (prepared.length === 0) return;
  await admitMany(tx, self, prepared);
  // Never the one who confirms that it leaves.
  const writer = { unit: actingUnit(caller, 'records.write', row.accord), ...handOf(caller) };
  for (const record of prepared) await keepWriter(tx, idOf(record), writer);
}

const idOf = (input: JsonObject): string => textOf(input, 'id');
