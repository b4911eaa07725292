import { open, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { fromBase64Strict, toBase64 } from '#platform';
import { UploadList, UploadState } from '#contract/files.ts';
import { RecordView } from '#contract/records.ts';
import { Failure } from '#kernel/errors.ts';
import { chunkHash, fileRoot, LARGEST_FILE } from '#kernel/file/commitment.ts';
import { readArgsWithOne, required, type Command } from './args.ts';
import { chunksIn } from './file-chunks.ts';
import { callNode, NODE_OPTIONS, nodeOf, readAnswer, type NodeAt } from './node-at.ts';

const USAGE = 'entente attach --node URL --token T --accord ID --channel NAME [--title TEXT] FILE';

export const attach: Command = {
  name: 'attach',
  summary: "publishes a file as a record and prints the record's id; asked again, it goes on where it was interrupted",
  usage: USAGE,
  run: async (args, io) => {
    const { values, one: path } = readArgsWithOne(
      args,
      {
        ...NODE_OPTIONS,
        accord: { type: 'string' },
        channel: { type: 'string' },
        title: { type: 'string' },
      },
      USAGE,
    );
    const node = nodeOf(values, USAGE);
    const described = {
      accord: required(values.accord, '--accord', USAGE),
      channel: required(values.channel, '--channel', USAGE),
      ...(values.title === undefined ? {} : { title: values.title }),
    };
    const { file, size } = await openFile(path);
    try {
      const upload = await uploadFor(node, { ...described, name: basename(path), size });
      if (upload.chunks.length > 0) io.stderr.write(`goes on: ${upload.chunks.length} chunks were there\n`);
      const root = await sendMissing(node, upload, { file, size });
      const answer = await callNode(node, 'POST', `/api/v1/files/${upload.upload}/record`, { json: { size, root } });
      const { record } = await readAnswer(answer, RecordView);
      io.stdout.write(`${String(record['id'])}\n`);
      return 0;
    } finally {
      await file.close();
    }
  },
};

type Sized = { readonly file: FileHandle; readonly size: number };

async function openFile(path: string): Promise<Sized> {
  const file = await open(path, 'r').catch((cause: NodeJS.ErrnoException) => {
    throw new Failure('bad-input', `cannot read ${path} (${cause.code})`, { cause });
  });
  const facts = await file.stat();
  if (facts.isFile() && facts.size <= LARGEST_FILE) return { file, size: facts.size };
  await file.close();
  throw facts.isFile()
    ? new Failure('too-large', `${path} has more than ${LARGEST_FILE} bytes`)
    : new Failure('bad-input', `${path} is not a file`);
}

type Wanted = {
  readonly accord: string;
  readonly channel: string;
  readonly title?: string;
  readonly name: string;
  readonly size: number;
};

/** One that was begun for the same file and not finished, or a new one. What is there already is compared chunk by chunk. */
async function uploadFor(node: NodeAt, wanted: Wanted): Promise<UploadState> {
  const { uploads } = await readAnswer(await callNode(node, 'GET', '/api/v1/files'), UploadList);
  const begun = uploads.find(
    ({ accord, channel, name, size, title }) =>
      accord === wanted.accord &&
      channel === wanted.channel &&
      name === wanted.name &&
      size === wanted.size &&
      title === (wanted.title ?? null),
  );
  const answer = begun
    ? await callNode(node, 'GET', `/api/v1/files/${begun.upload}`)
    : await callNode(node, 'POST', '/api/v1/files', { json: wanted });
  return readAnswer(answer, UploadState);
}

/** The root of what was read here: the node compares it with that of what it holds. */
async function sendMissing(node: NodeAt, { upload, salt: text, chunks }: UploadState, { file, size }: Sized) {
  const salt = fromBase64Strict(text);
  const there = new Map(chunks.map(({ n, hash }) => [n, hash]));
  const hashes: Uint8Array[] = [];
  let read = 0;
  for await (const chunk of chunksIn(file)) {
    const n = hashes.length;
    const hash = chunkHash(salt, n, chunk);
    read += chunk.length;
    if (read > size) break;
    if (there.get(n) !== toBase64(hash))
      await (await callNode(node, 'PUT', `/api/v1/files/${upload}/chunks/${n}`, { bytes: chunk })).body?.cancel();
    hashes.push(hash);
  }
  if (read !== size) throw new Failure('conflict', 'the file changed while it was read');
  return toBase64(fileRoot({ salt, size }, hashes));
}
