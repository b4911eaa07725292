import { Failure } from '#kernel/errors.ts';
import { mayFlow } from '#kernel/protocol/waiting.ts';
import { accordById } from '#store/accords.ts';
import { sql, type Db, type Tx } from '#store/db.ts';
import { feedByOrigin, isCharterHeard, isInQuarantine, originOf, type Feed } from '#store/feeds.ts';
import { chunkHashesOf, chunkOf, fileOfRecord, type HeldFile } from '#store/files.ts';
import { disclosedTo } from '#store/release.ts';
import { heldParts } from '#store/held-parts.ts';
import type { Self } from '#store/self.ts';
import type { FederationRequest, FederationRoute } from '#federation/messages/fastify.ts';
import { feedAsked, natural } from '#federation/serve.ts';
import * as wire from '#federation/wire.ts';

/**
 * Files to whom their records were released, and to nobody else; nothing of them while the accord is not in force. And to whom published
 * them, always: returning to the author what it published (definitions, "Epoch, restore, keys").
 */
export function fileRoutes(db: Db, self: Self): FederationRoute[] {
  return [
    hashesAt(db, wire.FILE_PATH, (tx, request) => releasedFile(tx, self, request)),
    chunksAt(db, wire.CHUNK_PATH, (tx, request) => releasedFile(tx, self, request)),
    hashesAt(db, wire.HELD_FILE_PATH, (tx, request) => returnedFile(tx, self, request)),
    chunksAt(db, wire.HELD_CHUNK_PATH, (tx, request) => returnedFile(tx, self, request)),
  ];
}

/** Throws where there is none for the caller. */
type Find = (tx: Tx, request: FederationRequest) => Promise<HeldFile>;

const hashesAt = (db: Db, path: string, find: Find): FederationRoute => ({
  method: 'GET',
  path,
  handle: (request) =>
    db.transaction('node', async (tx) => {
      const file = await find(tx, request);
      return { status: 200, body: await chunkHashesOf(tx, file.id) };
    }),
});

const chunksAt = (db: Db, path: string, find: Find): FederationRoute => ({
  method: 'GET',
  path,
  handle: (request) =>
    db.transaction('node', async (tx) => {
      const file = await find(tx, request);
      const body = await chunkOf(tx, file.id, natural(request.params['n'], 'n'));
      if (!body) throw new Failure('not-found', 'this file has no such chunk');
      return { status: 200, body };
    }),
});

/** Of the entry asked for: its record was disclosed to this partner, and with it the part that names the file. */
async function releasedFile(tx: Tx, self: Self, request: FederationRequest): Promise<HeldFile> {
  const feed = await feedAsked(tx, self, request);
  const index = natural(request.params['index'], 'index');
  const entry = await recordAt(tx, feed, index);
  const file = entry && (await fileOfRecord(tx, entry.record));
  const disclosure = entry && (await disclosedTo(tx, [entry.record], feed.recipient)).get(entry.record);
  const named = file && disclosure?.parts[file.part];
  if (!file || file.state !== 'whole' || named === undefined || 'hash' in named)
    throw new Failure('not-found', 'there is no such file for you');
  if (isInQuarantine(feed)) throw new Failure('not-in-force', 'this feed of ours is in quarantine: no files flow now');
  const accord = await accordById(tx, feed.accord);
  if (!mayFlow(accord?.state, await isCharterHeard(tx, feed.accord)))
    throw new Failure(
      'not-in-force',
      `the accord is ${accord?.state ?? 'unknown'}, or its charter is not heard here: no files flow now`,
    );
  return file;
}

/** Of an entry of the caller's own feed: what was never taken, or was expunged here, is not there to return. */
async function returnedFile(tx: Tx, self: Self, { partner, params }: FederationRequest): Promise<HeldFile> {
  const { accord = '', channel = '', epoch = '' } = params;
  const key = { publisher: partner, recipient: self.partyId, accord, channel, epoch: natural(epoch, 'epoch') };
  const index = natural(params['index'], 'index');
  const feed = await feedByOrigin(tx, originOf(key));
  const entry = feed && (await recordAt(tx, feed, index));
  const file = entry && (await fileOfRecord(tx, entry.record));
  const part = file && entry && (await heldParts(tx, [entry.record])).get(entry.record)?.[file.part];
  if (!file || file.owner !== partner || file.state !== 'whole' || part?.canonical == null)
    throw new Failure('not-found', 'no such file of yours is held whole');
  return file;
}

const recordAt = (tx: Tx, feed: Pick<Feed, 'id' | 'size'>, index: number): Promise<{ record: number } | undefined> =>
  tx.row<{ record: number }>(sql`
    select record from store.entry
    where feed = ${feed.id} and idx = ${index} and idx < ${feed.size} and kind = 'record' and record is not null`);
