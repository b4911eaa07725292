import type { Relative } from '#contract/register.ts';
import { Failure } from '#kernel/errors.ts';
import { textOf, type JsonObject, type JsonValue } from '#kernel/json/types.ts';
import { sql, type Tx } from '#store/db.ts';
import { versionsOf, type StoredRecord } from '#store/records.ts';
import { titleOf } from '#api/titles.ts';
import { viewRecords, type Viewer } from '#api/view.ts';

/** Of one lineage, and of what one needs by way of others. */
const MOST = 200;

/** The newest version of each that the scope sees. */
async function newestOf(tx: Tx, ids: readonly string[]): Promise<StoredRecord[]> {
  const newest = new Map((await versionsOf(tx, ids)).reverse().map((record) => [record.id, record]));
  return ids.flatMap((id) => newest.get(id) ?? []);
}

/** Of which some version that is seen names one of these. */
async function naming(tx: Tx, refs: readonly string[], property: 'continues_ref' | 'depends_on'): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(sql`
    select distinct r.id from store.link l join store.record r on r.seq = l.record
    where l.ref = any (${refs}::text[]) and l.type = 'commitment' and l.property = ${property} limit ${MOST}`);
  return rows.map(({ id }) => id);
}

const refsOf = ({ object, expungedAt }: StoredRecord, property: 'continues_ref' | 'depends_on'): string[] => {
  const value: JsonValue | undefined = expungedAt ? undefined : object[property];
  return (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string');
};

/** All that is reached by what each continues, in both directions. */
export async function lineageOf(tx: Tx, start: StoredRecord): Promise<StoredRecord[]> {
  const found = new Map([[start.id, start]]);
  for (let ring = [start]; ring.length > 0 && found.size < MOST;) {
    const ids = [
      ...ring.flatMap((one) => refsOf(one, 'continues_ref')),
      ...(await naming(
        tx,
        ring.map(({ id }) => id),
        'continues_ref',
      )),
    ];
    const known = new Set(found.keys());
    ring = await newestOf(
      tx,
      [...new Set(ids)].filter((id) => !known.has(id)),
    );
    // An older version may have named what the newest does not.
    ring = ring.filter((one) => ids.includes(one.id) && isJoined(one, found));
    for (const one of ring) found.set(one.id, one);
  }
  return [...found.values()].sort((a, b) =>
    announcedOf(a) < announcedOf(b) ? -1 : announcedOf(a) > announcedOf(b) ? 1 : a.seq - b.seq,
  );
}

const isJoined = (one: StoredRecord, found: ReadonlyMap<string, StoredRecord>): boolean =>
  refsOf(one, 'continues_ref').some((ref) => found.has(ref)) ||
  [...found.values()].some((other) => refsOf(other, 'continues_ref').includes(one.id));

const announcedOf = ({ object, modified }: StoredRecord): string =>
  textOf(object['announced_on']) || textOf(object['created']) || modified;

export async function neededBy(tx: Tx, id: string): Promise<StoredRecord[]> {
  const found = await newestOf(tx, await naming(tx, [id], 'depends_on'));
  return found.filter((one) => refsOf(one, 'depends_on').includes(id));
}

export const needsOf = (tx: Tx, record: StoredRecord): Promise<StoredRecord[]> =>
  newestOf(tx, refsOf(record, 'depends_on'));

/**
 * A way from these needs back to the commitment: ids, it first and last. At this side's own door such a record is refused; two sides that
 * each write a part of it without knowing of the other's can still close one, and then it is shown.
 */
export async function cycleFrom(tx: Tx, id: string, needs: readonly string[]): Promise<string[] | undefined> {
  const ways = new Map(needs.map((need) => [need, [id, need]]));
  for (let ring = [...needs]; ring.length > 0 && ways.size < 50 * MOST;) {
    if (ways.has(id)) return ways.get(id);
    const next: string[] = [];
    for (const record of await newestOf(tx, ring))
      for (const ref of refsOf(record, 'depends_on')) {
        if (ways.has(ref)) continue;
        ways.set(ref, [...ways.get(record.id)!, ref]);
        next.push(ref);
      }
    ring = next;
  }
  return ways.get(id);
}

/** Looked at in the node's scope: what the writer does not see is named in no answer, only that there is such a way. */
export async function refuseCycle(tx: Tx, { id, depends_on: needs }: JsonObject): Promise<void> {
  if (typeof id !== 'string' || !Array.isArray(needs)) return;
  const ids = needs.filter((one): one is string => typeof one === 'string');
  if (await cycleFrom(tx, id, ids))
    throw new Failure('conflict', 'one of these depends, by way of others, on this commitment', {
      path: '$.depends_on',
    });
}

export async function asRelatives(tx: Tx, viewer: Viewer, records: readonly StoredRecord[]): Promise<Relative[]> {
  const views = await viewRecords(tx, viewer, records);
  return records.map(({ id, object, publisher }, at) => {
    const title = titleOf(object);
    const textOrNull = (name: string): string | null => (typeof object[name] === 'string' ? object[name] : null);
    return {
      id,
      title: typeof title === 'string' ? title : null,
      state: views[at]!.state,
      due: textOrNull('due'),
      announced: textOrNull('announced_on') ?? textOrNull('created'),
      publisher,
      continues: textOrNull('continues_ref'),
      as: textOrNull('continues_as'),
    };
  });
}
