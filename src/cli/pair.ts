import { readFile, stat } from 'node:fs/promises';
import { PartnerView } from '#contract/partners.ts';
import { Failure } from '#kernel/errors.ts';
import type { JsonValue } from '#kernel/json/types.ts';
import { parseStrict } from '#kernel/json/strict.ts';
import { readArgs, required, type Command } from './args.ts';
import { callNode, NODE_OPTIONS, nodeOf, readAnswer } from './node-at.ts';

const USAGE = 'entente pair --node URL --token T --card FILE --fingerprint F [--again]';

export const pair: Command = {
  name: 'pair',
  summary:
    "pairs a node with the party of a card, if its fingerprint is the one that the partner's administrator read out",
  usage: USAGE,
  run: async (args, io) => {
    const { values } = readArgs(
      args,
      {
        ...NODE_OPTIONS,
        card: { type: 'string' },
        fingerprint: { type: 'string' },
        again: { type: 'boolean', default: false },
      },
      USAGE,
    );
    const file = required(values.card, '--card', USAGE);
    const card = await readCard(file);
    const node = nodeOf(values, USAGE);
    const response = await callNode(node, 'POST', '/api/v1/partners', {
      json: {
        card,
        fingerprint: required(values.fingerprint, '--fingerprint', USAGE),
        ...(values.again ? { again: true } : {}),
      },
    });
    const partner = await readAnswer(response, PartnerView);
    io.stdout.write(`paired with ${partner.names['en'] ?? Object.values(partner.names)[0]} (${partner.fingerprint})\n`);
    return 0;
  },
};

const LARGEST_CARD = 65_536;

async function readCard(file: string): Promise<JsonValue> {
  const facts = await stat(file).catch((cause: unknown) => {
    throw new Failure('not-found', `there is no file ${file}`, { cause });
  });
  if (!facts.isFile() || facts.size > LARGEST_CARD) throw new Failure('bad-input', `${file} is not a party card`);
  try {
    return parseStrict(new Uint8Array(await readFile(file)), { maxBytes: LARGEST_CARD });
  } catch (cause) {
    throw new Failure('bad-input', `${file} is not a party card: ${(cause as Error).message}`, { cause });
  }
}
