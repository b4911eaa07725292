import { OwnCard } from '#contract/partners.ts';
import { readArgs, required, type Command } from './args.ts';
import { callNode, readAnswer } from './node-at.ts';

const USAGE = 'entente card --node URL --token T';

export const card: Command = {
  name: 'card',
  summary: "prints a node's party card, to give to the partner's administrator; its fingerprint goes by another way",
  usage: USAGE,
  run: async (args, io) => {
    const { values } = readArgs(args, { node: { type: 'string' }, token: { type: 'string' } }, USAGE);
    const response = await callNode(
      { url: required(values.node, '--node', USAGE), token: required(values.token, '--token', USAGE) },
      'GET',
      '/api/v1/card',
    );
    const { card: own, fingerprint } = await readAnswer(response, OwnCard);
    io.stdout.write(`${JSON.stringify(own)}\n`);
    io.stderr.write(`fingerprint: ${fingerprint}\n`);
    return 0;
  },
};
