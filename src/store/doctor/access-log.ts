import { accessOrigin, accessText } from '#kernel/log/access-entry.ts';
import { openCheckpoint } from '#kernel/log/checkpoint.ts';
import { verifyCosignature } from '#kernel/log/cosignature.ts';
import { isFault } from '#kernel/log/faults.ts';
import { append, isSameHash, leafHash, tileReader, tilesForRoot, treeRoot, type Hash } from '#kernel/log/merkle.ts';
import { uuidOf } from '#kernel/log/origin.ts';
import { oversightKey } from '#kernel/log/verify-access.ts';
import { utf8 } from '#platform';
import { accessEpochs, accessHead, entryOf, readAccessTiles } from '#store/access-log.ts';
import { entriesFrom } from '#store/access-search.ts';
import { digestOf } from '#store/access.ts';
import { sql, type Tx } from '#store/db.ts';
import { parties } from '#store/parties.ts';
import type { NodeFound } from './node-finding.ts';

const TILE = 256;

/** Entries, tree, signature and cosignatures can be recomputed from each other. */
export async function checkAccessLog(tx: Tx, found: NodeFound): Promise<void> {
  const head = await accessHead(tx);
  if (!head) return;
  const own = (await parties(tx)).find(({ isSelf }) => isSelf);
  if (!own) return;
  // The head is of the epoch before until the first entry after a restore has its place.
  const { origin } = head;
  const epochs = (await accessEpochs(tx)).map(({ epoch }) => epoch);
  if (![1, ...epochs].some((epoch) => accessOrigin(uuidOf(own.id), epoch) === origin))
    found('access-log', 'the checkpoint', 'it is of no epoch of this log');
  const keys = own.keys.map(({ publicKey }) => publicKey);
  const opened = openCheckpoint(head.checkpoint, origin, keys);
  const isSigned =
    !isFault(opened) && opened.checkpoint.size === head.size && isSameHash(opened.checkpoint.root, head.root);
  if (!isSigned) found('access-log', 'the checkpoint', 'it is not what this node signed');
  const grown = await grownFrom(tx, head.size, found);
  if (grown && !isSameHash(grown, head.root))
    found('access-log', 'the tree', 'its root is not the one that was signed');
  await checkIds(tx, found);
  await checkCosignatures(tx, { epochs: [1, ...epochs], party: uuidOf(own.id), keys, size: head.size }, found);
}

/** The root of what is there; each entry against the leaf that the tiles hold. */
async function grownFrom(tx: Tx, size: number, found: NodeFound): Promise<Hash | undefined> {
  for (let index = 0; index < size;) {
    const some = await entriesFrom(tx, index);
    if (some.length === 0) {
      found('access-log', `entry ${index}`, 'there is no batch that begins here');
      return undefined;
    }
    const from = Math.floor(index / TILE);
    const until = Math.floor((index + some.length - 1) / TILE);
    const wanted = Array.from({ length: until - from + 1 }, (_, i) => ({ level: 0, index: from + i, width: TILE }));
    const tiles = await readAccessTiles(tx, wanted);
    for (const { index: at, row, isRemoved } of some) {
      const place = (at % TILE) * 32;
      const leaf = tiles(0, Math.floor(at / TILE))?.subarray(place, place + 32);
      if (isRemoved) continue;
      if (!row) found('access-log', `entry ${at}`, 'a row of its batch is missing');
      else if (!leaf || !isSameHash(leaf, leafHash(utf8(accessText(entryOf(row))))))
        found('access-log', `entry ${at}`, 'it is not the one that was logged');
      else if (row.ids && digestOf(row.ids) !== row.digest)
        found('access-log', `entry ${at}`, 'the ids beside it are not those that it tells of');
    }
    index += some.length;
  }
  return rootOfLeaves(tx, size);
}

/** From the leaves alone: the higher tiles could have been made for another root. */
async function rootOfLeaves(tx: Tx, size: number): Promise<Hash> {
  let grown = { size: 0, root: treeRoot(0, tileReader([])), tiles: tileReader([]) };
  for (let tile = 0; tile * TILE < size; tile++) {
    const width = Math.min(TILE, size - tile * TILE);
    const read = await readAccessTiles(tx, [{ level: 0, index: tile, width }]);
    const hashes = read(0, tile) ?? new Uint8Array();
    const leaves = Array.from({ length: width }, (_, i) => hashes.slice(i * 32, i * 32 + 32));
    const next = append({ size: grown.size, tiles: grown.tiles, leaves });
    grown = { size: next.size, root: next.root, tiles: tileReader(next.tiles, grown.tiles) };
  }
  return grown.root;
}

/** What no batch holds though later entries have their places. */
async function checkIds(tx: Tx, found: NodeFound): Promise<void> {
  const strays = await tx.rows<{ id: number }>(sql`
    select a.id from oversight.access a cross join oversight.access_log l
    where a.id <= l.last_id and not exists (
      select 1 from oversight.access_batch b where a.id between b.first_id and b.last_id)
    order by a.id limit 20`);
  for (const { id } of strays) found('access-log', `row ${id}`, 'it was put among entries that have their places');
}

async function checkCosignatures(
  tx: Tx,
  log: {
    readonly epochs: readonly number[];
    readonly party: string;
    readonly keys: readonly Uint8Array[];
    readonly size: number;
  },
  found: NodeFound,
): Promise<void> {
  const rows = await tx.rows<{ size: number; key: Uint8Array; note: string }>(
    sql`select size, public_key as key, note from oversight.cosignature order by size`,
  );
  for (const { size, key, note } of rows) {
    const epoch = log.epochs.find((one) => note.startsWith(`${accessOrigin(log.party, one)}\n`));
    const opened = openCheckpoint(note, accessOrigin(log.party, epoch), log.keys);
    const isSound =
      !isFault(opened) &&
      opened.checkpoint.size === size &&
      size <= log.size &&
      !isFault(verifyCosignature(opened.note, oversightKey(log.party, new Uint8Array(key)))) &&
      isSameHash(treeRoot(size, await readAccessTiles(tx, tilesForRoot(size))), opened.checkpoint.root);
    if (!isSound) found('access-log', `the cosignature at ${size}`, 'it is not of the history that is here');
  }
}
