import { sha256, toBase64, utf8 } from '#platform';
import { NewExport } from '#contract/exports.ts';
import { buildDossier, type DossierEntry, type DossierFeed } from '#kernel/dossier/build.ts';
import { Failure } from '#kernel/errors.ts';
import { parseEntry } from '#kernel/log/entry.ts';
import { consistencyProof, inclusionProof, tilesForConsistency, tilesForInclusion } from '#kernel/log/merkle.ts';
import { disclose } from '#kernel/record/disclosure.ts';
import { accordById, type Accord } from '#store/accords.ts';
import { keepAccess } from '#store/access.ts';
import { sql, type Tx } from '#store/db.ts';
import { feedsOfAccord, readTiles, type Feed } from '#store/feeds.ts';
import { parties } from '#store/parties.ts';
import { heldParts } from '#store/release.ts';
import type { NodeContext } from '#api/module.ts';
import { cardOf } from '#api/node-routes.ts';
import { route, type AnyRoute, type Caller } from '#api/route.ts';

/** A dossier of an accord: a release like any other, told in the access log before it leaves. */
export function exportRoutes({ db, self }: NodeContext): AnyRoute[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/exports',
      permission: 'exports.create',
      body: NewExport,
      handle: async ({ caller, body }) => {
        // As the reader first: what they cannot see is not there. Then as the node, since a withheld part still gives its hash.
        const accord = await db.transaction(caller, (tx) => accordById(tx, body.accord));
        if (!accord) throw new Failure('not-found', 'there is no such accord');
        const { cards, feeds, disclosed } = await db.transaction('node', (tx) =>
          gather(tx, caller, accord, body.records),
        );
        await db.transaction('node', (tx) =>
          keepAccess(tx, {
            at: self.now(),
            person: caller.personId,
            token: caller.token,
            query: JSON.stringify({ export: body.accord, records: body.records ?? 'all' }),
            purpose: body.purpose,
            count: disclosed.length,
            digest: toBase64(sha256(utf8([...disclosed].sort().join('\n')))),
            to: body.to ?? null,
          }),
        );
        const dossier = await buildDossier({ cards, feeds }, self);
        return {
          status: 200,
          body: Buffer.from(dossier),
          headers: {
            'content-type': 'application/jsonl',
            'content-disposition': `attachment; filename="${body.accord}.dossier.jsonl"`,
          },
        };
      },
    }),
  ];
}

type Gathered = {
  readonly cards: { readonly card: ReturnType<typeof cardOf> }[];
  readonly feeds: DossierFeed[];
  readonly disclosed: string[];
};

async function gather(
  tx: Tx,
  caller: Caller,
  accord: Accord,
  records: readonly string[] | undefined,
): Promise<Gathered> {
  const known = (await parties(tx)).filter((party) => accord.parties.includes(party.id));
  const chosen = records && (await entriesAbout(tx, [accord.id, ...records]));
  const disclosed: string[] = [];
  const feeds: DossierFeed[] = [];
  for (const feed of await feedsOfAccord(tx, accord.id)) {
    const made = await gatherFeed(tx, feed, { caller, chosen, disclosed });
    if (made) feeds.push(made);
  }
  const missing = records?.find((id) => !disclosed.includes(id));
  if (missing !== undefined)
    throw new Failure('not-found', `there is no record ${missing.slice(0, 100)} in the feeds of this accord`);
  return { cards: known.map((party) => ({ card: cardOf(party) })), feeds, disclosed: [...new Set(disclosed)] };
}

/** The chosen records and the steps on them, as `feed/index`. */
async function entriesAbout(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx.rows<{ feed: number; idx: number }>(sql`
    select e.feed, e.idx from store.record r join store.entry e on e.record = r.seq
    where r.id = any (${ids}) or r.subject_id = any (${ids})`);
  return new Set(rows.map(({ feed, idx }) => `${feed}/${idx}`));
}

type Choice = {
  readonly caller: Caller;
  readonly chosen: ReadonlySet<string> | undefined;
  readonly disclosed: string[];
};

async function gatherFeed(tx: Tx, feed: Feed, { caller, chosen, disclosed }: Choice): Promise<DossierFeed | undefined> {
  // Theirs is proved as far as we cosigned it; ours as far as we signed it.
  const checkpoint = feed.isOurs ? feed.checkpoint : feed.cosignedNote;
  const size = feed.isOurs ? feed.size : (feed.cosignedSize ?? 0);
  if (checkpoint === null || size === 0) return undefined;
  const rows = await tx.rows<{ idx: number; body: string; record: number | null; id: string | null }>(sql`
    select e.idx, e.body, r.seq as record, r.id from store.entry e left join store.record r on r.seq = e.record
    where e.feed = ${feed.id} and e.idx < ${size} order by e.idx`);
  const taken = chosen ? rows.filter(({ idx }) => chosen.has(`${feed.id}/${idx}`)) : rows;
  if (taken.length === 0 && chosen) return undefined;
  const complete = taken.length === rows.length && rows.length === size;
  const disclosures = await disclosuresFor(
    tx,
    taken.flatMap(({ record }) => record ?? []),
    caller,
  );
  const entries: DossierEntry[] = [];
  for (const { idx, body, record, id } of taken) {
    const disclosure = disclosures.get(record) ?? null;
    if (disclosure !== null && id !== null) disclosed.push(id);
    const proof = complete
      ? undefined
      : inclusionProof(idx, size, await readTiles(tx, feed.id, tilesForInclusion(idx, size))).hashes;
    entries.push({ index: idx, entry: parseEntry(utf8(body)), disclosure, ...(proof ? { proof } : {}) });
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

/** What this reader may see of the records, the rest as hashes; nothing without part 0. */
async function disclosuresFor(
  tx: Tx,
  seqs: readonly number[],
  caller: Caller,
): Promise<Map<number | null, DossierEntry['disclosure']>> {
  const visible = new Set(caller.classes);
  const opened = [...(await heldParts(tx, seqs))].map(([seq, parts]) => {
    const open = parts.flatMap((part, n) => (part.canonical !== null && visible.has(part.class) ? [n] : []));
    return [seq, open.includes(0) ? disclose(parts, open) : null] as const;
  });
  return new Map(opened);
}
