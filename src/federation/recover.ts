import { fromBase64Strict, toBase64 } from '#platform';
import { Failure } from '#kernel/errors.ts';
import { openCheckpoint, parseCheckpoint } from '#kernel/log/checkpoint.ts';
import { cosignerKey, verifyCosignature } from '#kernel/log/cosignature.ts';
import { fault, isFault, type Fault } from '#kernel/log/faults.ts';
import { isSameHash, tilesForRoot, treeRoot } from '#kernel/log/merkle.ts';
import { parseNote } from '#kernel/log/note.ts';
import { uuidOf } from '#kernel/log/origin.ts';
import { judgeRead, judgeReturned } from '#kernel/protocol/restore.ts';
import { CHARTER } from '#store/accords.ts';
import { sql, type Tx } from '#store/db.ts';
import { feedsOfAccord, lockFeed, originOf, readTiles, type Feed, type FeedKey } from '#store/feeds.ts';
import {
  endRecoveries,
  noteGot,
  noteHeld,
  noteListed,
  noteProblem,
  openAccordsOf,
  recoveryOf,
  reopen,
} from '#store/recovery.ts';
import { lockSequencer } from '#store/sequencer.ts';
import { settleAccord } from '#store/settle-recovery.ts';
import type { Puller } from '#federation/pull.ts';
import { readOrFault } from '#federation/take-page.ts';
import { ownKeys, takeBack } from '#federation/take-back.ts';
import * as wire from '#federation/wire.ts';

/** Accords of which nothing is pulled, since our own side of them is not here again. */
export type Recovering = { readonly unready: ReadonlySet<string>; readonly faults: readonly Fault[] };

/**
 * Before anything is pulled from a partner: what it holds of our own feeds. Undefined if this node does not wait for it. All that
 * came is durable page by page, and each pass begins from the database, so a crash or a lost network costs a page.
 */
export async function recover(puller: Puller): Promise<Recovering | undefined> {
  const { db, self, partner, client } = puller;
  if (!(await db.transaction('node', (tx) => recoveryOf(tx, partner.id)))) return undefined;
  const { status, body } = await client.call({ method: 'GET', path: wire.HELD_PATH });
  if (status !== 200)
    throw new Failure('unavailable', `the partner does not say what it holds of our feeds (${status})`);
  const held = wire.readHeld(body);
  const accords = await db.transaction('node', async (tx) => {
    await lockSequencer(tx);
    const keys = await ownKeys(tx, self);
    // What we never signed is not of ours, and closes nothing.
    const named = held.flatMap((feed) => {
      const origin = originOf({ publisher: self.partyId, recipient: partner.id, ...feed });
      return isFault(openCheckpoint(feed.checkpoint, origin, keys)) ? [] : [feed.accord];
    });
    await noteListed(tx, partner.id, named, self.now());
    await endRecoveries(tx, self.now());
    return openAccordsOf(tx, partner.id);
  });
  const unready = new Set<string>();
  const faults: Fault[] = [];
  for (const accord of accords) {
    const wrong = await recoverAccord(
      puller,
      accord,
      held.filter((feed) => feed.accord === accord),
    );
    if (wrong) {
      unready.add(accord);
      faults.push(wrong);
    }
    await db.transaction('node', (tx) =>
      noteProblem(tx, { partner: partner.id, accord }, wrong ? `${wrong.fault}: ${wrong.line}` : null),
    );
  }
  return { unready, faults };
}

/** After the pull: an accord whose both directions are here again is open from now on. */
export async function reopenRecovered(
  { db, self, partner }: Puller,
  unready: ReadonlySet<string>,
): Promise<readonly Fault[]> {
  const faults: Fault[] = [];
  for (const accord of await db.transaction('node', (tx) => openAccordsOf(tx, partner.id))) {
    if (unready.has(accord)) continue;
    await db.transaction('node', async (tx) => {
      await lockSequencer(tx);
      const wrong = await settleAccord(tx, accord);
      if (wrong) {
        faults.push(wrong);
        await noteProblem(tx, { partner: partner.id, accord }, `${wrong.fault}: ${wrong.line}`);
      } else await reopen(tx, accord, self.now());
    });
  }
  return faults;
}

async function recoverAccord(
  puller: Puller,
  accord: string,
  held: readonly wire.HeldFeed[],
): Promise<Fault | undefined> {
  const wrong = await judgeMissing(puller, accord, held);
  if (wrong) return wrong;
  // The charter first, and of each channel the earlier epoch: what comes later speaks of it.
  const inOrder = [...held].sort(
    (a, b) =>
      Number(b.channel === CHARTER) - Number(a.channel === CHARTER) ||
      (a.channel < b.channel ? -1 : a.channel > b.channel ? 1 : a.epoch - b.epoch),
  );
  for (const feed of inOrder) {
    const found = await judgeHeld(puller, feed);
    if (found) return found;
  }
  await puller.db.transaction('node', (tx) => noteHeld(tx, accord, held));
  for (const feed of inOrder) {
    // In an epoch that was followed by another nothing more is signed.
    const isOver = held.some(({ channel, epoch }) => channel === feed.channel && epoch > feed.epoch);
    const found = await recoverFeed(puller, feed, isOver);
    if (found) return found;
  }
  return undefined;
}

/** All of it before anything is taken: of a partner that lies about one feed nothing is kept. */
function judgeHeld(puller: Puller, held: wire.HeldFeed): Promise<Fault | undefined> {
  const key = { publisher: puller.self.partyId, recipient: puller.partner.id, ...held };
  return puller.db.transaction('node', async (tx) => judge(tx, puller, await lockFeed(tx, key, true), held));
}

/** A feed that the partner had cosigned to us and does not name. */
async function judgeMissing(
  { db, partner }: Puller,
  accord: string,
  held: readonly wire.HeldFeed[],
): Promise<Fault | undefined> {
  const own = await db.transaction('node', (tx) => feedsOfAccord(tx, accord));
  const missing = own.find(
    ({ isOurs, recipient, cosignedSize, channel, epoch }) =>
      isOurs &&
      recipient === partner.id &&
      (cosignedSize ?? 0) > 0 &&
      !held.some((one) => one.channel === channel && one.epoch === epoch),
  );
  return (
    missing && fault('missing-entries', `The partner does not return a feed that it had cosigned (${missing.channel}).`)
  );
}

async function recoverFeed(puller: Puller, held: wire.HeldFeed, isOver: boolean): Promise<Fault | undefined> {
  const { db, self, partner, client } = puller;
  const key = { publisher: self.partyId, recipient: partner.id, ...held };
  for (;;) {
    const size = await db.transaction('node', async (tx) => {
      const feed = await lockFeed(tx, key, true);
      return (await judge(tx, puller, feed, held)) ?? feed.size;
    });
    if (isFault(size)) return size;
    if (size >= held.size) break;
    const path = `${wire.HELD_PATH}/${held.accord}/${held.channel}/${held.epoch}/entries?from=${size}`;
    const { status, body } = await client.call({ method: 'GET', path });
    if (status !== 200) throw new Failure('unavailable', `the partner does not return our feed (${status})`);
    const page = readOrFault(() => wire.readEntriesPage(body));
    if (isFault(page)) return page;
    if (page.entries.length === 0)
      return fault('missing-entries', 'The partner does not return what it says that it holds.');
    const taken = await db.transaction('node', async (tx) => {
      await lockSequencer(tx);
      const feed = await lockFeed(tx, key, true);
      if (feed.size !== size) return 0; // another pass was quicker
      const got = await takeBack(tx, { self, feed }, page);
      if (!isFault(got)) await noteGot(tx, held.accord, got);
      return got;
    });
    if (isFault(taken)) return taken;
  }
  return db.transaction('node', async (tx) => {
    await keepCosigned(tx, puller, key, held);
    if (isOver) return undefined;
    const { id, size } = await lockFeed(tx, key, true);
    const signed = parseCheckpoint(parseNote(held.checkpoint).text);
    const tiles = await readTiles(tx, id, signed.size <= size ? tilesForRoot(signed.size) : []);
    return judgeRead({ size, rootAt: (at) => treeRoot(at, tiles) }, held.size, signed);
  });
}

/** The checkpoint bears our own signature, and what is said to be held begins as the backup does. */
async function judge(tx: Tx, { self }: Puller, feed: Feed, held: wire.HeldFeed): Promise<Fault | undefined> {
  const opened = openCheckpoint(held.checkpoint, feed.origin, await ownKeys(tx, self));
  if (isFault(opened)) return opened;
  const root = readOrFault(() => fromBase64Strict(held.root));
  if (isFault(root)) return root;
  const { size, root: signedRoot } = opened.checkpoint;
  if (size < held.size || (size === held.size && !isSameHash(signedRoot, root)))
    return fault('changed-entry', 'What the partner says that it holds of our feed is not what we had signed.');
  const cosigned = feed.cosignedSize ?? 0;
  const asked = held.size <= feed.size ? tilesForRoot(held.size) : [];
  const tiles = await readTiles(tx, feed.id, asked);
  return judgeReturned({ size: feed.size, cosigned, rootAt: (at) => treeRoot(at, tiles) }, { size: held.size, root });
}

/** The partner's newest cosignature, if it is theirs and over what is here. */
async function keepCosigned(tx: Tx, { partner }: Puller, key: FeedKey, held: wire.HeldFeed): Promise<void> {
  if (held.cosigned === null) return;
  const feed = await lockFeed(tx, key, true);
  const note = readOrFault(() => parseNote(held.cosigned!));
  const checkpoint = isFault(note) ? note : readOrFault(() => parseCheckpoint(note.text));
  if (isFault(note) || isFault(checkpoint)) return;
  const cosigned = verifyCosignature(note, cosignerKey(uuidOf(partner.id), partner.publicKey));
  const { origin, size, root } = checkpoint;
  if (isFault(cosigned) || origin !== feed.origin || size > feed.size || size <= (feed.cosignedSize ?? 0)) return;
  const tiles = await readTiles(tx, feed.id, tilesForRoot(size));
  if (toBase64(treeRoot(size, tiles)) !== toBase64(root)) return;
  await tx.run(sql`
    update store.feed set cosigned_size = ${size}, cosigned_at = ${new Date(cosigned.time * 1000)}, cosigned_note = ${held.cosigned}
    where id = ${feed.id}`);
}
