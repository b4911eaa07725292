import { Readable } from 'node:stream';
import { toBase64 } from '#platform';
import { Failure } from '#kernel/errors.ts';
import { accessText, type AccessEntry } from '#kernel/log/access-entry.ts';
import { entryLine, formatHead, tileLine, withoutLine } from '#kernel/log/access-export.ts';
import { isSameHash } from '#kernel/log/merkle.ts';
import { accessHead, entryOf, readAccessTiles, type AccessHead, type AccessRow } from '#store/access-log.ts';
import { entriesFrom, type AccessFilter } from '#store/access-search.ts';
import { digestOf } from '#store/access.ts';
import { cosignatures, cosigners } from '#store/cosigners.ts';
import type { Db, Tx } from '#store/db.ts';
import { partyById } from '#store/parties.ts';
import type { NodeContext } from '#api/module.ts';
import { readingFor, refuseWithoutPurpose } from '#api/reading.ts';
import { route, type AnyRoute } from '#api/route.ts';
import { filterOf } from './filter.ts';

const TILE = 256;
/** Those that clear most of what is below them; an auditor who wants another has it. */
const MOST_COSIGNED = 50;

/** The whole log as it is now: what the filter leaves out is in it by its hashes. */
export function exportRoute({ db, self, access, placeAccesses }: NodeContext): AnyRoute {
  return route('exportAccesses', {
    permission: 'access.read',
    isStream: true,
    handle: async ({ caller, query: { for: said, ...filter }, reading: asked }) => {
      const reading = readingFor(asked, said);
      refuseWithoutPurpose(caller, reading);
      await access.keep({ ...reading, kind: 'export', ids: [] });
      await placeAccesses(); // its own entry is in it
      const started = await db.transaction('node', async (tx) => {
        const head = await accessHead(tx);
        if (!head) throw new Failure('not-found', 'the log is empty');
        return { head, first: await headLine(tx, self.partyId, head) };
      });
      const body = Readable.from(linesOf(db, started, filterOf(filter)));
      return {
        status: 200,
        body,
        told: 'kept',
        headers: {
          'content-type': 'application/jsonl',
          'content-disposition': 'attachment; filename="access-log.jsonl"',
        },
      };
    },
  });
}

async function headLine(tx: Tx, partyId: string, head: AccessHead): Promise<string> {
  const own = await partyById(tx, partyId);
  const cosigned = await cosignatures(tx, MOST_COSIGNED);
  const signing = (await cosigners(tx)).filter(({ publicKey }) =>
    cosigned.some((one) => isSameHash(new Uint8Array(one.publicKey), publicKey)),
  );
  return formatHead({
    v: 1,
    kind: 'entente-access-1',
    origin: head.origin,
    checkpoint: head.checkpoint,
    cosigned: cosigned
      .filter(({ size }) => size <= head.size)
      .reverse()
      .map(({ note }) => note),
    keys: (own?.keys ?? []).map(({ publicKey }) => toBase64(publicKey)),
    cosigners: signing.map(({ publicKey }) => toBase64(publicKey)),
  });
}

/** A batch at a time: whoever reads slowly holds no transaction open. */
async function* linesOf(
  db: Db,
  { head, first }: { readonly head: AccessHead; readonly first: string },
  filter: AccessFilter,
): AsyncGenerator<string> {
  yield first;
  for (let index = 0; index < head.size;) {
    const some = await db.transaction('node', (tx) => entriesFrom(tx, index));
    if (some.length === 0) return; // cut short: the verifier says where
    let lines = '';
    for (const { index: at, row, isRemoved } of some) {
      if (at >= head.size) break;
      // One that is gone though its retention did not end has no line: the verifier names it.
      if (row || isRemoved) lines += lineOf(at, row, filter);
      index = at + 1;
      if (index % TILE === 0 || index === head.size) lines += await hashesBefore(db, index);
    }
    yield lines;
  }
}

function lineOf(index: number, row: AccessRow | undefined, filter: AccessFilter): string {
  if (row === undefined) return withoutLine(index, 'removed');
  const entry = entryOf(row);
  return isMeant(entry, row, filter) ? entryLine(index, accessText(entry)) : withoutLine(index, 'not-selected');
}

async function hashesBefore(db: Db, end: number): Promise<string> {
  const tile = Math.floor((end - 1) / TILE);
  const width = end - tile * TILE;
  const read = await db.transaction('node', (tx) => readAccessTiles(tx, [{ level: 0, index: tile, width }]));
  return tileLine(tile, (read(0, tile) ?? new Uint8Array()).slice(0, width * 32));
}

function isMeant(entry: AccessEntry, { ids }: AccessRow, filter: AccessFilter): boolean {
  const { person, token, purpose, kind, outcome } = filter;
  const at = Date.parse(entry.at);
  return (
    Object.entries({ person, token, purpose, kind, outcome }).every(
      ([name, value]) => value === undefined || entry[name as keyof AccessEntry] === value,
    ) &&
    (filter.asked === undefined || entry.asked.includes(filter.asked)) &&
    (filter.from === undefined || at >= filter.from.getTime()) &&
    (filter.to === undefined || at <= filter.to.getTime()) &&
    (filter.record === undefined || entry.digest === digestOf([filter.record]) || (ids ?? []).includes(filter.record))
  );
}
