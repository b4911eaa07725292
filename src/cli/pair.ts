import { readFile } from 'node:fs/promises';
import { Failure } from '#kernel/errors.ts';
import { parseStrict } from '#kernel/json/strict.ts';
import { readArgs, required, type Command } from './args.ts';
import { callNode } from './node-at.ts';

const USAGE = 'entente pair --node URL --token T --card FILE --fingerprint F';

export const pair: Command = {
  name: 'pair',
  summary:
    "pairs a node with the party of a card, if its fingerprint is the one that the partner's administrator read out",
  usage: USAGE,
  run: async (args, io) => {
    const { values } = readArgs(
      args,
      {
        node: { type: 'string' },
        token: { type: 'string' },
        card: { type: 'string' },
        fingerprint: { type: 'string' },
      },
      USAGE,
    );
    const file = required(values.card, '--card', USAGE);
    const bytes = await readFile(file).catch((cause: unknown) => {
      throw new Failure('bad-input', `cannot read ${file}`, { cause });
    });
    const card = parseStrict(new Uint8Array(bytes), { maxBytes: 65_536 });
    const node = { url: required(values.node, '--node', USAGE), token: required(values.token, '--token', USAGE) };
    const response = await callNode(node, 'POST', '/api/v1/partners', {
      card,
      fingerprint: required(values.fingerprint, '--fingerprint', USAGE),
    });
    const partner = (await response.json()) as { names: Record<string, string>; fingerprint: string };
    io.stdout.write(`paired with ${partner.names['en'] ?? Object.values(partner.names)[0]} (${partner.fingerprint})\n`);
    return 0;
  },
};
