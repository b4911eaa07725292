import { constants } from 'node:fs';
import { open, rename, stat, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { RecordView } from '#contract/records.ts';
import { Failure } from '#kernel/errors.ts';
import { CHUNK_BYTES, chunkHash, chunkLength, readChunkHashes, type FileCommitment } from '#kernel/file/commitment.ts';
import { fileOf } from '#kernel/file/described.ts';
import { inChunks } from '#kernel/file/in-chunks.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import { isSameHash } from '#kernel/log/merkle.ts';
import { readArgsWithOne, required, type Command } from './args.ts';
import { chunksIn } from './file-chunks.ts';
import { callNode, NODE_OPTIONS, nodeOf, readAnswer, type NodeAt } from './node-at.ts';

const USAGE = 'entente fetch-file --node URL --token T --to PATH RECORD';

export const fetchFile: Command = {
  name: 'fetch-file',
  summary: 'fetches the file of a record, verifies it chunk by chunk, and goes on where it was interrupted',
  usage: USAGE,
  run: async (args, io) => {
    const { values, one: id } = readArgsWithOne(args, { ...NODE_OPTIONS, to: { type: 'string' } }, USAGE);
    const to = required(values.to, '--to', USAGE);
    const node = nodeOf(values, USAGE);
    if ((await stat(to).catch(() => undefined))?.isDirectory())
      throw new Failure('bad-input', `${to} is a folder; name a file`);
    const wanted = await wantedFile(node, id);
    const partial = await openPartial(`${to}.partial`);
    try {
      const held = await verifiedChunks(partial, wanted);
      if (held > 0) io.stderr.write(`goes on: ${held} chunks were there\n`);
      await fetchRest(node, wanted, { partial, held });
      await partial.truncate(wanted.commitment.size);
      await partial.sync();
    } finally {
      await partial.close();
    }
    await rename(`${to}.partial`, to); // a file under its own name is whole and verified
    io.stderr.write(`wrote ${to}\n`);
    return 0;
  },
};

type Wanted = { readonly path: string; readonly commitment: FileCommitment; readonly hashes: readonly Uint8Array[] };

async function wantedFile(node: NodeAt, id: string): Promise<Wanted> {
  const at = `/api/v1/records/${encodeURIComponent(id)}`;
  const { record } = await readAnswer(await callNode(node, 'GET', at), RecordView);
  const commitment = fileOf(record as JsonObject);
  if (!commitment) throw new Failure('bad-input', 'this record names no file, or withholds it');
  const version = `modified=${encodeURIComponent(String(record['modified']))}`;
  const answer = await callNode(node, 'GET', `${at}/file/hashes?${version}`);
  const hashes = readChunkHashes(new Uint8Array(await answer.arrayBuffer()), commitment);
  if (!hashes) throw new Failure('inconsistent', 'the node gives other hashes than those that the record commits to');
  return { path: `${at}/file?${version}`, commitment, hashes };
}

/** What an interrupted fetch left, or a new file of this account alone; never through a link to another. */
async function openPartial(path: string): Promise<FileHandle> {
  const { O_RDWR, O_CREAT, O_NOFOLLOW } = constants;
  return open(path, O_RDWR | O_CREAT | O_NOFOLLOW, 0o600).catch((cause: NodeJS.ErrnoException) => {
    throw new Failure('bad-input', `cannot write ${path} (${cause.code})`, { cause });
  });
}

const isChunk = ({ commitment: { salt, size }, hashes }: Wanted, n: number, chunk: Uint8Array): boolean =>
  n < hashes.length && chunk.length === chunkLength(size, n) && isSameHash(chunkHash(salt, n, chunk), hashes[n]!);

/** How many chunks from the beginning on are right as they lie there. */
async function verifiedChunks(partial: FileHandle, wanted: Wanted): Promise<number> {
  let n = 0;
  for await (const chunk of chunksIn(partial)) {
    if (!isChunk(wanted, n, chunk)) break;
    n++;
  }
  return n;
}

async function fetchRest(
  node: NodeAt,
  wanted: Wanted,
  { partial, held }: { readonly partial: FileHandle; readonly held: number },
): Promise<void> {
  const count = wanted.hashes.length;
  if (held === count) return;
  const response = await callNode(node, 'GET', wanted.path, { range: `bytes=${held * CHUNK_BYTES}-` });
  if (response.status !== 206 || response.body === null)
    throw new Failure('unavailable', 'the node does not give the file from the place that was asked for');
  let n = held;
  try {
    for await (const chunk of inChunks(Readable.fromWeb(response.body))) {
      if (n === count - 1 || chunk.length === CHUNK_BYTES) {
        if (!isChunk(wanted, n, chunk))
          throw new Failure('inconsistent', `chunk ${n} of ${count} is not the one that the record commits to`);
        await partial.write(chunk, 0, chunk.length, n * CHUNK_BYTES);
        n++;
      }
    }
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    throw new Failure('unavailable', `the connection broke after ${n} of ${count} chunks; asked again, it goes on`, {
      cause,
    });
  }
  if (n < count) throw new Failure('unavailable', `only ${n} of ${count} chunks came; asked again, it goes on`);
}
