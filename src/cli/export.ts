import { open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Failure } from '#kernel/errors.ts';
import { readArgs, required, type Command } from './args.ts';
import { callNode, NODE_OPTIONS, nodeOf } from './node-at.ts';

const USAGE =
  'entente export --node URL --token T --accord ID [--record ID ... [--withhold PROPERTY ...]] [--purpose TEXT] [--to TEXT] -o FILE';

export const exportDossier: Command = {
  name: 'export',
  summary: 'writes a dossier: records, feeds, proofs and cosignatures that anyone can verify offline',
  usage: USAGE,
  run: async (args, io) => {
    const { values } = readArgs(
      args,
      {
        ...NODE_OPTIONS,
        accord: { type: 'string' },
        record: { type: 'string', multiple: true },
        withhold: { type: 'string', multiple: true },
        purpose: { type: 'string', default: 'proof' },
        to: { type: 'string' },
        out: { type: 'string', short: 'o' },
      },
      USAGE,
    );
    const out = required(values.out, '-o', USAGE);
    const node = nodeOf(values, USAGE);
    const asked = {
      accord: required(values.accord, '--accord', USAGE),
      ...(values.record ? { records: values.record } : {}),
      ...(values.withhold ? { withhold: values.withhold } : {}),
      purpose: values.purpose,
      ...(values.to ? { to: values.to } : {}),
    };
    // Before the node is asked: what it gives out is told in its access log, so it should arrive.
    const partial = await openPartial(out);
    try {
      const response = await callNode(node, 'POST', '/api/v1/exports', { json: asked });
      if (response.headers.get('content-type') !== DOSSIER || response.body === null)
        throw new Failure('unavailable', `what answers at ${node.url} is not a node`);
      await pipeline(Readable.fromWeb(response.body), partial.file.createWriteStream({ flush: true }));
      await rename(partial.path, out); // a file under its own name is whole
    } catch (error) {
      await partial.file.close();
      await rm(partial.path, { force: true });
      throw error;
    }
    io.stderr.write(`wrote ${out}\n`);
    return 0;
  },
};

const DOSSIER = 'application/jsonl';

/** Beside its place, so that the last move cannot fail halfway; made new, so that no other file is written through it. */
async function openPartial(out: string): Promise<{ readonly path: string; readonly file: FileHandle }> {
  if ((await stat(out).catch(() => undefined))?.isDirectory())
    throw new Failure('bad-input', `${out} is a folder; name a file`);
  const path = `${out}.partial-${process.pid}`;
  try {
    return { path, file: await open(path, 'wx', 0o600) };
  } catch (cause) {
    throw new Failure('bad-input', `cannot write ${out} (${(cause as NodeJS.ErrnoException).code})`, { cause });
  }
}
