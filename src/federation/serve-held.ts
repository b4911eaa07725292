import { toBase64 } from '#platform';
import { Failure } from '#kernel/errors.ts';
import { readJson } from '#kernel/json/read.ts';
import { parseCheckpoint } from '#kernel/log/checkpoint.ts';
import { consistencyProof, tilesForConsistency } from '#kernel/log/merkle.ts';
import { parseNote } from '#kernel/log/note.ts';
import { discloseText } from '#kernel/record/disclosure.ts';
import { sql, type Db, type Tx } from '#store/db.ts';
import { feedByOrigin, feedsFrom, originOf, readTiles, type Feed } from '#store/feeds.ts';
import { endEra } from '#store/parties.ts';
import { heldParts, type ClassedPart } from '#store/held-parts.ts';
import type { Self } from '#store/self.ts';
import { lockSequencer } from '#store/sequencer.ts';
import { stubsOf } from '#store/stubs.ts';
import type { FederationRequest, FederationRoute } from '#federation/messages/fastify.ts';
import { natural, stubBeside } from '#federation/serve.ts';
import * as wire from '#federation/wire.ts';

type Serving = { readonly db: Db; readonly self: Self; readonly pageEntries?: number };

/**
 * What this node holds of its caller's own feeds. Returning to the author what it published is always released (definitions,
 * "Epoch, restore, keys"), whatever the state of the accord; what was expunged here or never taken is not there to return.
 */
export function heldRoutes({ db, self, pageEntries = wire.PAGE_ENTRIES }: Serving): FederationRoute[] {
  return [
    { method: 'GET', path: wire.HELD_PATH, handle: (request) => db.transaction('node', (tx) => held(tx, request)) },
    {
      method: 'GET',
      path: wire.HELD_ENTRIES_PATH,
      handle: (request) => db.transaction('node', (tx) => entries(tx, { self, pageEntries }, request)),
    },
  ];
}

async function held(tx: Tx, { partner }: FederationRequest) {
  await lockSequencer(tx); // no page is just being taken
  await endEra(tx, partner);
  const feeds = (await feedsFrom(tx, partner)).filter(({ size }) => size > 0);
  return {
    status: 200,
    body: {
      feeds: feeds.map(({ accord, channel, epoch, size, root, checkpoint, cosignedNote }) => ({
        accord,
        channel,
        epoch,
        size,
        root: toBase64(new Uint8Array(root)),
        checkpoint: checkpoint!, // kept with the first entry
        cosigned: cosignedNote,
      })),
    },
  };
}

async function entries(
  tx: Tx,
  { self, pageEntries }: { readonly self: Self; readonly pageEntries: number },
  { partner, params, query }: FederationRequest,
) {
  const { accord = '', channel = '', epoch = '' } = params;
  const key = { publisher: partner, recipient: self.partyId, accord, channel, epoch: Number(epoch) };
  const feed = await feedByOrigin(tx, originOf(key));
  if (!feed || feed.checkpoint === null) throw new Failure('not-found', 'nothing is held of such a feed of yours');
  const from = natural(query['from']);
  const signed = signedFrom(feed, from);
  const rows = await tx.rows<{ body: string; record: number | null }>(sql`
    select body, record from store.entry
    where feed = ${feed.id} and idx >= ${from} and idx < ${signed.upTo}
    order by idx limit ${signed.isBroken ? MOST_AT_ONCE : pageEntries}`);
  const parts = await heldParts(
    tx,
    rows.flatMap(({ record }) => record ?? []),
  );
  let bytes = 0;
  const page = rows
    .map(({ body, record }) => ({
      entry: body,
      disclosure: disclosed(record === null ? undefined : parts.get(record)),
      record,
    }))
    .filter(({ disclosure }, i) => {
      bytes += disclosure?.length ?? 0;
      return i === 0 || bytes <= wire.PAGE_BYTES;
    });
  const gone = page.filter(({ disclosure }) => disclosure === null);
  const stubs = await stubsOf(
    tx,
    gone.flatMap(({ record }) => record ?? []),
  );
  const body = {
    checkpoint: signed.checkpoint,
    entries: page.map(({ entry, disclosure, record }) => ({
      entry,
      disclosure: disclosure === null ? null : readJson(disclosure),
      ...stubBeside(stubs, record),
    })),
    proof: await proofUpTo(tx, feed, from + page.length, signed),
  };
  return { status: 200, body };
}

/** As we hold it: the parts that we were given, and the hashes of the others. */
function disclosed(parts: readonly ClassedPart[] | undefined): string | null {
  if (parts?.[0]?.canonical == null) return null;
  return discloseText(
    parts,
    parts.flatMap(({ canonical }, n) => (canonical === null ? [] : [n])),
  );
}

type Signed = {
  readonly checkpoint: string;
  readonly size: number;
  /** Entries below it can be proved by this checkpoint. */
  readonly upTo: number;
  /** Held up to the middle of what was signed, since the publisher was lost while we read it. */
  readonly isBroken: boolean;
};

/** Nothing but the newest page proves what is held beyond our last cosignature while the checkpoint is further ahead. */
const MOST_AT_ONCE = 2_000;

function signedFrom({ checkpoint, size, cosignedNote, cosignedSize }: Feed, from: number): Signed {
  const ahead = parseCheckpoint(parseNote(checkpoint!).text).size;
  if (ahead === size) return { checkpoint: checkpoint!, size, upTo: size, isBroken: false };
  if (cosignedNote !== null && cosignedSize !== null && from < cosignedSize)
    return { checkpoint: cosignedNote, size: cosignedSize, upTo: cosignedSize, isBroken: false };
  return { checkpoint: checkpoint!, size: ahead, upTo: size, isBroken: true };
}

async function proofUpTo(tx: Tx, feed: Feed, to: number, { size, isBroken }: Signed): Promise<string[]> {
  if (isBroken) {
    const row = await tx.row<{ proof: string | null }>(sql`select proof from store.feed where id = ${feed.id}`);
    return to === feed.size && row && row.proof !== null ? (JSON.parse(row.proof) as string[]) : [];
  }
  if (to === 0 || to >= size) return [];
  const tiles = await readTiles(tx, feed.id, tilesForConsistency(to, size));
  return consistencyProof(to, size, tiles).hashes.map(toBase64);
}
