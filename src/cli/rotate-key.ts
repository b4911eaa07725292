import { OwnCard } from '#contract/partners.ts';
import { readArgs, type Command } from './args.ts';
import { callNode, NODE_OPTIONS, nodeOf, readAnswer } from './node-at.ts';

const USAGE = 'entente rotate-key --node URL --token T [--compromised]';

export const rotateKey: Command = {
  name: 'rotate-key',
  summary:
    'gives a node a new key, which the old one vouches for; --compromised: which it does not, so partners pair again',
  usage: USAGE,
  run: async (args, io) => {
    const options = {
      ...NODE_OPTIONS,
      compromised: { type: 'boolean', default: false },
    } as const;
    const { values } = readArgs(args, options, USAGE);
    const node = nodeOf(values, USAGE);
    const response = await callNode(node, 'POST', '/api/v1/key', { json: { compromised: values.compromised } });
    const { card, fingerprint } = await readAnswer(response, OwnCard);
    io.stdout.write(`${JSON.stringify(card)}\n`);
    io.stderr.write(
      values.compromised
        ? `fingerprint: ${fingerprint}\neach partner compares it and pairs again: entente pair --again; until then nothing flows\n`
        : `fingerprint: ${fingerprint}\npartners learn the key by themselves\n`,
    );
    return 0;
  },
};
