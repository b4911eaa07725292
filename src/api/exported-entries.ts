import { utf8 } from '#platform';
import type { DossierEntry } from '#kernel/dossier/build.ts';
import { readJson } from '#kernel/json/read.ts';
import { speaksOf } from '#kernel/dossier/selection.ts';
import { parseEntry, type Entry } from '#kernel/log/entry.ts';
import { partsWithout } from '#kernel/record/choose-parts.ts';
import { discloseText } from '#kernel/record/disclosure.ts';
import { sql, type Tx } from '#store/db.ts';
import type { Feed } from '#store/feeds.ts';
import { heldParts, type ClassedPart } from '#store/held-parts.ts';
import type { Caller } from '#api/caller.ts';

export type Asked = {
  readonly caller: Caller;
  /** Feeds of other channels are not there for this reader, not even as hashes. */
  readonly follows: (feed: Feed) => boolean;
  /** Ids; all if undefined. */
  readonly records: readonly string[] | undefined;
  readonly withhold: readonly string[];
};
/** What an export shows of an entry. */
export type Row = {
  readonly index: number;
  readonly entry: Entry;
  readonly id: string | null;
  readonly disclosure: DossierEntry['disclosure'];
  /** Asked for by its id, or a step on what was; and the reader may see it. */
  readonly isChosen: boolean;
  /** Of all its properties, opened or not; only if it was chosen. */
  readonly names: readonly string[];
};
export type ReadFeed = {
  readonly feed: Feed;
  readonly checkpoint: string;
  readonly size: number;
  readonly rows: readonly Row[];
};

type Stored = {
  readonly idx: number;
  readonly body: string;
  readonly record: number | null;
  readonly id: string | null;
  readonly type: string | null;
  readonly class: number | null;
  readonly expunged: boolean;
  readonly chosen: boolean;
};
const BATCH = 500;

/** The entries of a feed that an export can need, as far as they can be proved: theirs as far as we cosigned, ours as far as we signed. */
export async function readFeed(tx: Tx, feed: Feed, asked: Asked): Promise<ReadFeed | undefined> {
  const checkpoint = feed.isOurs ? feed.checkpoint : feed.cosignedNote;
  const size = feed.isOurs ? feed.size : (feed.cosignedSize ?? 0);
  if (checkpoint === null || size === 0) return undefined;
  const stored = await storedEntries(tx, { feed: feed.id, size, records: asked.records });
  const rows: Row[] = [];
  for (let from = 0; from < stored.length; from += BATCH) {
    const batch = stored.slice(from, from + BATCH);
    const wanted = batch.filter(({ chosen }) => chosen || asked.records === undefined);
    const parts = await heldParts(
      tx,
      wanted.flatMap(({ record }) => record ?? []),
    );
    for (const one of batch) rows.push(rowOf(one, asked, parts.get(one.record ?? -1) ?? []));
  }
  return { feed, checkpoint, size, rows };
}

/** All, or the records asked for, the steps on them, and whatever may speak of them. */
function storedEntries(
  tx: Tx,
  { feed, size, records }: { feed: number; size: number; records: readonly string[] | undefined },
): Promise<Stored[]> {
  const ids = records ?? [];
  return tx.rows<Stored>(sql`
    select * from (
      select e.idx, e.body, e.kind, r.seq as record, r.id, r.type, r.class, r.expunged_at is not null as expunged,
        coalesce(r.id = any (${ids}) or r.subject_id = any (${ids}), false) as chosen
      from store.entry e left join store.record r on r.seq = e.record
      where e.feed = ${feed} and e.idx < ${size}) as entry
    where ${records === undefined} or chosen or kind in ('receipt', 'recall', 'expunge')
    order by idx`);
}

/** What this reader may see of the record, and wants shown; the rest as hashes. Nothing without part 0. */
function rowOf(
  { idx: index, body, id, type, chosen, class: visibility, expunged }: Stored,
  { caller, withhold }: Asked,
  parts: readonly ClassedPart[],
): Row {
  const row = { index, entry: parseEntry(utf8(body)), id, disclosure: null, isChosen: false, names: [] };
  if (id === null || type === null || visibility === null || !caller.classes.includes(visibility)) return row;
  // Deleted: its entry still shows, and that it was deleted.
  if (expunged) return { ...row, isChosen: chosen };
  const [zero] = parts;
  if (zero === undefined || zero.canonical === null) return row;
  const unmarked = Object.keys(readJson(zero.canonical) as object);
  const closed = partsWithout(parts, withhold, { id, type, unmarked });
  const open = parts.flatMap(({ canonical, class: ofPart }, n) =>
    canonical !== null && caller.classes.includes(ofPart) && !closed.has(n) ? [n] : [],
  );
  const names = [...unmarked, ...parts.slice(1).flatMap(({ properties }) => properties)];
  return { ...row, disclosure: discloseText(parts, open), isChosen: chosen, names };
}

/** The chosen entries of a feed, and those that speak of what is chosen here or in the feed that runs the other way. */
export function takenOf({ feed, rows }: ReadFeed, all: readonly ReadFeed[]): Row[] {
  const chosen = chosenIn(rows);
  const by = (publisher: string) =>
    all
      .filter((other) => other.feed.channel === feed.channel && other.feed.publisher === publisher)
      .map((other) => ({ epoch: other.feed.epoch, indexes: chosenIn(other.rows) }));
  const shown = { epoch: feed.epoch, own: by(feed.publisher), opposite: by(feed.recipient) };
  return rows.filter(({ index, entry }) => chosen.has(index) || speaksOf(entry, shown));
}

function chosenIn(rows: readonly Row[]): Set<number> {
  return new Set(rows.filter(({ isChosen }) => isChosen).map(({ index }) => index));
}
