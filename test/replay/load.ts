import { toBase64 } from '#platform';
import { isJsonObject, type JsonObject } from '#kernel/json/types.ts';
import type { Disclosure } from '#kernel/record/disclosure.ts';
import { sql, type Tx } from '#store/db.ts';
import { feeds } from '#store/feeds.ts';
import { recordsBySeq } from '#store/records.ts';
import { parties } from '#store/parties.ts';
import { heldParts } from '#store/held-parts.ts';
import {
  entryKey,
  FIRST_EPOCH,
  simNode,
  type Feed,
  type Release,
  type SimNode,
  type StoredEntry,
} from '../simulation/node.ts';

/** A node of the simulation that holds what a real one does, so that the same questions can be put to it. */
export async function loadNode(tx: Tx, like: SimNode): Promise<SimNode> {
  const node = simNode(like);
  const seqs = await loadRecords(tx, node);
  const released = await tx.rows<Omit<Release, 'disclosure'> & { body: string | null }>(sql`
    select l.record, l.channel, l.outcome, case when l.outcome = 'yes' then null else l.code end as code, f.origin, l.idx as index,
      l.whole as "wasWhole", d.body
    from store.release l left join store.disclosure d using (record, recipient) left join store.feed f on f.id = l.feed order by l.record`);
  const holds = await tx.rows<{ record: string }>(
    sql`select distinct record from store.legal_hold where lifted_at is null`,
  );
  for (const { isSelf, keys, knownKey, era } of await parties(tx)) {
    const chain = keys.map(({ publicKey }) => publicKey);
    node.storage.transaction(() => node.parties.set(isSelf ? 'self' : 'partner', { chain, known: knownKey, era }));
  }
  const found = await feeds(tx);
  const entries = await tx.rows<Omit<StoredEntry, 'origin'> & { feed: number }>(sql`
    select feed, idx as index, kind, body, seen_size as seen, record, encode(c, 'base64') as c, state, code, recalled, expunged as "isExpunged"
    from store.entry order by feed, idx`);
  node.storage.transaction(() => {
    for (const { body, ...row } of released) {
      const disclosure = body === null ? null : (JSON.parse(body) as Disclosure);
      node.releases.set(seqs.get(row.record)!, { ...row, record: seqs.get(row.record)!, disclosure });
    }
    for (const { record } of holds) node.holds.set(record, true);
    for (const feed of found) {
      if (feed.size > 0 || feed.faultName !== null || feed.epoch > FIRST_EPOCH)
        node.feeds.set(feed.origin, { ...feed, ...bytesOf(feed) });
    }
    for (const { feed, ...entry } of entries) {
      const { origin } = found.find(({ id }) => id === feed)!;
      const record = entry.record === null ? null : seqs.get(entry.record)!;
      node.entries.set(entryKey(origin, entry.index), { ...entry, origin, record });
    }
  });
  return node;
}

type StoreFeed = Awaited<ReturnType<typeof feeds>>[number];
const bytesOf = (feed: StoreFeed): Pick<Feed, 'root' | 'fault' | 'key' | 'ended' | 'proof'> => ({
  root: new Uint8Array(feed.root),
  fault: feed.faultName,
  proof: null, // of a restore alone
  key: feed.key && new Uint8Array(feed.key),
  ended:
    feed.endedSize === null || feed.endedRoot === null
      ? null
      : { size: feed.endedSize, root: new Uint8Array(feed.endedRoot) },
});

/** The numbers that the records get here, by those that they have there, which leave some out. */
async function loadRecords(tx: Tx, node: SimNode): Promise<Map<number, number>> {
  const rows = await tx.rows<Row>(sql`
    select seq, publisher, id, modified, type, channel, c, secret, expunged_at is not null as "isExpunged" from store.record order by seq`);
  const parts = await heldParts(
    tx,
    rows.map(({ seq }) => seq),
  );
  const stubs = new Map(
    (
      await recordsBySeq(
        tx,
        rows.map(({ seq }) => seq),
      )
    ).map(({ seq, object }) => [seq, object]),
  );
  node.storage.transaction(() => {
    for (const [seq, row] of rows.entries()) {
      const held = parts.get(row.seq) ?? [];
      const open = held.flatMap(({ canonical }): JsonObject[] => {
        const part: unknown = canonical === null ? undefined : JSON.parse(canonical);
        return isJsonObject(part as JsonObject) ? [part as JsonObject] : [];
      });
      const object: JsonObject = row.isExpunged ? stubs.get(row.seq)! : Object.assign({}, ...open);
      const secret = row.secret && new Uint8Array(row.secret);
      node.records.set(seq, {
        ...row,
        seq,
        c: toBase64(new Uint8Array(row.c)),
        object,
        parts: held,
        secret,
      });
    }
  });
  return new Map(rows.map(({ seq }, i) => [seq, i]));
}

type Row = {
  readonly seq: number;
  readonly publisher: string;
  readonly id: string;
  readonly modified: string;
  readonly type: string;
  readonly channel: string;
  readonly c: Uint8Array;
  readonly secret: Uint8Array | null;
  readonly isExpunged: boolean;
};
