import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { pipeline } from 'node:stream/promises';
import { readArgs, required, type Command } from './args.ts';
import { callNode } from './node-at.ts';

const USAGE = 'entente export --node URL --token T --accord ID [--record ID ...] [--purpose TEXT] [--to TEXT] -o FILE';

export const exportDossier: Command = {
  name: 'export',
  summary: 'writes a dossier: records, feeds, proofs and cosignatures that anyone can verify offline',
  usage: USAGE,
  run: async (args, io) => {
    const { values } = readArgs(
      args,
      {
        node: { type: 'string' },
        token: { type: 'string' },
        accord: { type: 'string' },
        record: { type: 'string', multiple: true },
        purpose: { type: 'string', default: 'proof' },
        to: { type: 'string' },
        out: { type: 'string', short: 'o' },
      },
      USAGE,
    );
    const out = required(values.out, '-o', USAGE);
    const response = await callNode(
      { url: required(values.node, '--node', USAGE), token: required(values.token, '--token', USAGE) },
      'POST',
      '/api/v1/exports',
      {
        accord: required(values.accord, '--accord', USAGE),
        ...(values.record ? { records: values.record } : {}),
        purpose: values.purpose,
        ...(values.to ? { to: values.to } : {}),
      },
    );
    const partial = `${out}.partial`;
    try {
      await pipeline(
        Readable.fromWeb(response.body as ReadableStream),
        createWriteStream(partial, { mode: 0o600 }),
      );
      await rename(partial, out); // a file under its own name is whole
    } catch (error) {
      await rm(partial, { force: true });
      throw error;
    }
    io.stderr.write(`wrote ${out}\n`);
    return 0;
  },
};
