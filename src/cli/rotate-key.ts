import { OwnCard } from '#contract/partners.ts';
import { readArgs, required, type Command } from './args.ts';
import { callNode, readAnswer } from './node-at.ts';

const USAGE = 'entente rotate-key --node URL --token T [--compromised]';

export const rotateKey: Command = {
  name: 'rotate-key',
  summary:
    'gives a node a new key, which the old one vouches for; --compromised: which it does not, so partners pair again',
  usage: USAGE,
  run: async (args, io) => {
    const options = {
      node: { type: 'string' },
      token: { type: 'string' },
      compromised: { type: 'boolean', default: false },
    } as const;
    const { values } = readArgs(args, options, USAGE);
    const node = { url: required(values.node, '--node', USAGE), token: required(values.token, '--token', USAGE) };
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
