import { Readable } from 'node:stream';
import { toBase64, utf8 } from '#platform';
import { dossierChunks, type DossierEntry, type DossierFeed, type DossierRotation } from '#kernel/dossier/build.ts';
import { Failure } from '#kernel/errors.ts';
import { parseEntry } from '#kernel/log/entry.ts';
import {
  consistencyProof,
  inclusionProof,
  isSameHash,
  tilesForConsistency,
  tilesForInclusion,
} from '#kernel/log/merkle.ts';
import { accordById, type Accord } from '#store/accords.ts';
import { sql, type Tx } from '#store/db.ts';
import { feedsOfAccord, readTiles } from '#store/feeds.ts';
import { parties, type Party } from '#store/parties.ts';
import { rotationsFrom } from '#store/rotations.ts';
import { readFeed, takenOf, type Asked, type ReadFeed, type Row } from '#api/exported-entries.ts';
import { feedsFollowedBy } from '#api/followed-feeds.ts';
import type { NodeContext } from '#api/module.ts';
import { cardOf } from '#api/node-routes.ts';
import { classesFor, refuseActOn } from '#api/rights.ts';
import { route, type AnyRoute } from '#api/route.ts';

/** A dossier of an accord: a release like any other, told in the access log before it leaves. */
export function exportRoutes({ db, self }: NodeContext): AnyRoute[] {
  return [
    route('createExport', {
      permission: 'exports.create',
      handle: async ({ caller, body, once }) => {
        // As the reader first: what they cannot see is not there. Then as the node, since a withheld part still gives its hash.
        const accord = await db.transaction(caller, (tx) => accordById(tx, body.accord));
        if (!accord) throw new Failure('not-found', 'there is no such accord');
        await db.transaction(caller, (tx) => refuseActOn(tx, caller, 'exports.create', accord.newest));
        const follows = feedsFollowedBy(caller, 'exports.create');
        const { cards, rotations, feeds, disclosed } = await db.transaction('node', (tx) =>
          gather(tx, accord, {
            caller: { ...caller, classes: classesFor(caller, 'exports.create') },
            follows,
            records: body.records,
            withhold: body.withhold ?? [],
          }),
        );
        // What it does is that it was told: asked again it is made anew, of what there is then.
        const did = await once(db, async () => {}, {
          kind: 'export',
          query: JSON.stringify({
            export: body.accord,
            records: body.records ?? 'all',
            ...(body.withhold ? { withhold: body.withhold } : {}),
          }),
          purpose: body.purpose,
          ids: disclosed,
          to: body.to ?? null,
        });
        return {
          did,
          status: 200,
          // Broken off, it lacks its last line, and no verifier takes it.
          body: Readable.from(pieces(dossierChunks({ cards, rotations, feeds }, self)), { objectMode: false }),
          headers: {
            'content-type': 'application/jsonl',
            'content-disposition': `attachment; filename="${body.accord}.dossier.jsonl"`,
          },
        };
      },
    }),
  ];
}

const PIECE = 64 * 1024;

/** Lines together, as many as go out at once; the rest is written when the reader has taken them. */
async function* pieces(lines: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = [];
  let bytes = 0;
  for await (const line of lines) {
    held.push(line);
    bytes += line.length;
    if (bytes < PIECE) continue;
    yield Buffer.concat(held);
    [held, bytes] = [[], 0];
  }
  yield Buffer.concat(held);
}

type Gathered = {
  readonly cards: { readonly card: ReturnType<typeof cardOf>; readonly earlier: readonly string[] }[];
  readonly rotations: DossierRotation[];
  readonly feeds: DossierFeed[];
  readonly disclosed: string[];
};

async function gather(tx: Tx, accord: Accord, asked: Asked): Promise<Gathered> {
  const { records, withhold } = asked;
  const known = (await parties(tx)).filter((party) => accord.parties.includes(party.id));
  const read: ReadFeed[] = [];
  for (const feed of await feedsOfAccord(tx, accord.id)) {
    const one = asked.follows(feed) ? await readFeed(tx, feed, asked) : undefined;
    if (one !== undefined) read.push(one);
  }
  const entries = read.flatMap(({ rows }) => rows);
  const lacking = records?.find((id) => !entries.some((row) => row.isChosen && row.id === id));
  if (lacking !== undefined)
    throw new Failure('not-found', `there is no record ${lacking.slice(0, 100)} in the feeds of this accord`);
  const unknown = withhold.find((name) => !entries.some(({ isChosen, names }) => isChosen && names.includes(name)));
  if (unknown !== undefined)
    throw new Failure('bad-input', `none of these records has a property ${unknown.slice(0, 100)}`, {
      path: '$.withhold',
    });

  const feeds: DossierFeed[] = [];
  const disclosed = new Set<string>();
  for (const one of read) {
    const taken = records === undefined ? one.rows : takenOf(one, read);
    if (taken.length === 0 && records !== undefined) continue;
    for (const { id, disclosure } of taken) if (id !== null && disclosure !== null) disclosed.add(id);
    feeds.push(await proved(tx, one, taken));
  }
  const cards = known.map((party) => ({ card: cardOf(party), earlier: earlierKeys(party) }));
  return { cards, rotations: await rotationsOf(tx, read), feeds, disclosed: [...disclosed] };
}

const earlierKeys = ({ publicKey, keys }: Party): string[] =>
  keys.flatMap((key) => (isSameHash(key.publicKey, publicKey) ? [] : [toBase64(key.publicKey)]));

/** Always, whatever was chosen: without them a later key is not the same party's. */
async function rotationsOf(tx: Tx, read: readonly ReadFeed[]): Promise<DossierRotation[]> {
  const rotations: DossierRotation[] = [];
  for (const { feed, size } of read) {
    for (const { idx: index, checkpoint } of await rotationsFrom(tx, feed, 0)) {
      if (index >= size) continue;
      const row = await tx.row<{ body: string }>(
        sql`select body from store.entry where feed = ${feed.id} and idx = ${index}`,
      );
      if (!row) continue;
      const tiles = await readTiles(tx, feed.id, tilesForInclusion(index, index + 1));
      const { hashes: proof } = inclusionProof(index, index + 1, tiles);
      rotations.push({ origin: feed.origin, checkpoint, index, entry: parseEntry(utf8(row.body)), proof });
    }
  }
  return rotations;
}

async function proved(tx: Tx, { feed, checkpoint, size }: ReadFeed, taken: readonly Row[]): Promise<DossierFeed> {
  const complete = taken.length === size;
  const entries: DossierEntry[] = [];
  for (const { index, entry, disclosure } of taken) {
    const proof = complete
      ? undefined
      : inclusionProof(index, size, await readTiles(tx, feed.id, tilesForInclusion(index, size))).hashes;
    entries.push({ index, entry, disclosure, ...(proof ? { proof } : {}) });
  }
  const cosignedSize = feed.cosignedSize ?? 0;
  const consistency =
    complete || feed.cosignedNote === null || cosignedSize === size
      ? undefined
      : consistencyProof(cosignedSize, size, await readTiles(tx, feed.id, tilesForConsistency(cosignedSize, size)))
          .hashes;
  return {
    origin: feed.origin,
    checkpoint,
    cosigned: feed.cosignedNote,
    complete,
    entries,
    ...(consistency ? { consistency } : {}),
  };
}
