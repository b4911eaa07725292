import { openCheckpoint } from '#kernel/log/checkpoint.ts';
import { cosignerKey } from '#kernel/log/cosignature.ts';
import { verifyNote } from '#kernel/log/note.ts';
import { isFault } from '#kernel/log/faults.ts';
import { isSameHash, tilesForRoot, treeRoot } from '#kernel/log/merkle.ts';
import { uuidOf } from '#kernel/log/origin.ts';
import { readTiles } from '#store/feeds.ts';
import { unlessBroken, type FeedBench } from './bench.ts';

/** Ours is signed over exactly what is held; of a partner's a page at a time is taken, so theirs may be ahead. */
export async function checkpointSigned({ feed, publisher, found }: FeedBench): Promise<void> {
  const wrong = (what: string): void => found('checkpoint-signed', feed.origin, what);
  if (feed.checkpoint === null) {
    if (feed.size > 0) wrong(`${feed.size} entries without a checkpoint`);
    return;
  }
  const opened = openCheckpoint(
    feed.checkpoint,
    feed.origin,
    publisher.keys.map(({ publicKey }) => publicKey),
  );
  if (isFault(opened)) return wrong(opened.line);
  const { size, root } = opened.checkpoint;
  if (size === feed.size) {
    if (!isSameHash(root, new Uint8Array(feed.root))) wrong('it is signed over another root');
  } else if (feed.isOurs || size < feed.size) wrong(`signed over ${size} of ${feed.size} entries`);
}

export async function cosignedNoteHolds({ tx, feed, publisher, recipient, found }: FeedBench): Promise<void> {
  const wrong = (what: string): void => found('cosigned-note', feed.origin, what);
  const { cosignedNote, cosignedSize } = feed;
  if (cosignedNote === null || cosignedSize === null) {
    if (cosignedNote !== cosignedSize) wrong('there is only half of it');
    return;
  }
  const opened = openCheckpoint(
    cosignedNote,
    feed.origin,
    publisher.keys.map(({ publicKey }) => publicKey),
  );
  if (isFault(opened)) return wrong(opened.line);
  const { note, checkpoint } = opened;
  const cosigned = verifyNote(
    note,
    recipient.keys.map(({ publicKey }) => cosignerKey(uuidOf(recipient.id), publicKey)),
  );
  if (isFault(cosigned)) return wrong(cosigned.line);
  if (checkpoint.size !== cosignedSize) return wrong(`over ${checkpoint.size} entries, and kept for ${cosignedSize}`);
  if (checkpoint.size > feed.size) return wrong(`over ${checkpoint.size} entries, of which ${feed.size} are held`);
  const tiles = await readTiles(tx, feed.id, tilesForRoot(cosignedSize));
  const root = unlessBroken(() => treeRoot(cosignedSize, tiles));
  if (!root || !isSameHash(root, checkpoint.root)) wrong('over another history than the tiles');
}
