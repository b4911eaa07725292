import { Failure } from '#kernel/errors.ts';
import { chunkCount, chunkHash, chunkLength, readChunkHashes } from '#kernel/file/commitment.ts';
import { isSameHash } from '#kernel/log/merkle.ts';
import type { Db, Tx } from '#store/db.ts';
import {
  endFetch,
  filesToFetch,
  isStillFetched,
  keepFetched,
  keepHashes,
  nextMissing,
  putOff,
  type FileToFetch,
} from '#store/fetching.ts';
import type { Self } from '#store/self.ts';
import type { CallAnswer, PartnerClient } from '#federation/messages/client.ts';
import * as wire from '#federation/wire.ts';

export type Fetcher = {
  readonly db: Db;
  readonly self: Self;
  /** The id of the partner. */
  readonly partner: string;
  readonly client: PartnerClient;
  /** The first pause after a file could not be had; it doubles with each further time. */
  readonly pauseMs: number;
  /** One line for the administrator. */
  readonly report: (line: string) => void;
};

const LONGEST_PAUSE_MS = 6 * 60 * 60 * 1000;

/** What ends a fetch for now. `told`: the partner gave something that is not what was committed to. */
type Stop = { readonly why: string; readonly told: boolean; readonly isLost?: boolean };

/**
 * Fetches the partner's files that are not whole here, and those of ours that a restore lost, one after the other. All that is
 * remembered is in the database: after a crash or a lost network the next run asks for the first chunk that is missing. Throws if
 * the partner does not answer.
 */
export async function fetchFiles(fetcher: Fetcher): Promise<void> {
  const { db, self, report } = fetcher;
  const seen = new Set<number>();
  for (;;) {
    const next = await db.transaction('node', (tx) => nextFile(tx, fetcher, seen));
    if (!next) return;
    seen.add(next.file);
    const stop = await fetchFile(fetcher, next).catch(asStop);
    if (!stop) continue;
    const at = self.now();
    const until = new Date(at.getTime() + pauseAfter(next.attempts, fetcher.pauseMs));
    const failed = { at, until, fault: stop.why, isLost: stop.isLost === true };
    const isNews = await db.transaction('node', (tx) => putOff(tx, next.file, failed));
    if (stop.told || isNews) report(`file of ${next.record}: ${stop.why}; asked again after ${until.toISOString()}`);
  }
}

/** Where several entries name it, another one at each attempt: one of them may no longer be given. */
async function nextFile(
  tx: Tx,
  { self, partner }: Fetcher,
  seen: ReadonlySet<number>,
): Promise<FileToFetch | undefined> {
  const due = await filesToFetch(tx, { partner, self: self.partyId, now: self.now() });
  const first = due.find(({ file }) => !seen.has(file));
  const entries = due.filter(({ file }) => file === first?.file);
  return first && entries[first.attempts % entries.length];
}

const pauseAfter = (attempts: number, first: number): number =>
  Math.min(first * 2 ** Math.min(attempts, 30), LONGEST_PAUSE_MS);

/** Each chunk is verified before it is stored, and durable before the next is asked for. */
async function fetchFile({ db, client }: Fetcher, wanted: FileToFetch): Promise<Stop | undefined> {
  const { file, commitment } = wanted;
  const count = chunkCount(commitment.size);
  const feeds = wanted.isOurs ? wire.HELD_PATH : wire.FEEDS_PATH;
  const base = `${feeds}/${wanted.accord}/${wanted.channel}/${wanted.epoch}/files/${wanted.index}`;
  if (wanted.hashes === null) {
    const answer = await client.call({ method: 'GET', path: base });
    const refused = refusedBy(answer, wanted);
    if (refused) return refused;
    if (!readChunkHashes(answer.body, commitment))
      return { why: 'the hashes of its chunks are not those that the record commits to', told: true };
    await db.transaction('node', (tx) => keepHashes(tx, file, answer.body));
    return fetchChunks({ db, client }, { wanted: { ...wanted, hashes: answer.body }, base, count });
  }
  return fetchChunks({ db, client }, { wanted, base, count });
}

type Chunks = { readonly wanted: FileToFetch; readonly base: string; readonly count: number };

async function fetchChunks(
  { db, client }: Pick<Fetcher, 'db' | 'client'>,
  { wanted, base, count }: Chunks,
): Promise<Stop | undefined> {
  const { file, commitment, hashes } = wanted;
  for (let from = 0; ;) {
    const n = await db.transaction('node', async (tx) =>
      (await isStillFetched(tx, wanted)) ? await nextMissing(tx, file, { from, count }) : 'none now',
    );
    if (n === 'none now') return undefined;
    if (n === undefined) break;
    const answer = await client.call({ method: 'GET', path: `${base}/chunks/${n}` });
    const refused = refusedBy(answer, wanted);
    if (refused) return refused;
    const { body } = answer;
    const hash = chunkHash(commitment.salt, n, body);
    if (body.length !== chunkLength(commitment.size, n) || !isSameHash(hash, hashes!.subarray(n * 32, n * 32 + 32)))
      return { why: `chunk ${n} of ${count} is not the one that the record commits to`, told: true };
    const isKept = await db.transaction('node', (tx) => keepFetched(tx, file, { n, hash, body }));
    if (!isKept) return undefined;
    from = n + 1;
  }
  await db.transaction('node', (tx) => endFetch(tx, file));
  return undefined;
}

/** An answer that is not the partner's, or longer than a chunk, is as bad as a wrong chunk; that none comes is nothing of this file. */
function asStop(error: unknown): Stop {
  if (error instanceof Failure && (error.code === 'untrusted' || error.code === 'too-large'))
    return { why: error.message, told: true };
  throw error;
}

/**
 * Our view of the accord may be older than the partner's, or the file is no longer there: both are asked again, later. A file of ours
 * that they do not hold whole is lost as far as anybody knows.
 */
function refusedBy({ status }: CallAnswer, { isOurs }: FileToFetch): Stop | undefined {
  if (status === 200) return undefined;
  if (status >= 500) throw new Failure('unavailable', `the partner cannot give a file now (${status})`);
  if (isOurs && status === 404)
    return { why: 'lost in the restore, and the partner does not hold it whole (404)', told: false, isLost: true };
  const why = status === 409 ? 'the accord is not in force at the partner' : `the partner does not give it (${status})`;
  return { why, told: false };
}
