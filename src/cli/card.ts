import { OwnCard } from '#contract/partners.ts';
import { readArgs, type Command } from './args.ts';
import { callNode, NODE_OPTIONS, nodeOf, readAnswer } from './node-at.ts';

const USAGE = 'entente card --node URL --token T';

export const card: Command = {
  name: 'card',
  summary: "prints a node's party card, to give to the partner's administrator; its fingerprint goes by another way",
  usage: USAGE,
  run: async (args, io) => {
    const { values } = readArgs(args, NODE_OPTIONS, USAGE);
    const response = await callNode(nodeOf(values, USAGE), 'GET', '/api/v1/card');
    const { card: own, fingerprint } = await readAnswer(response, OwnCard);
    io.stdout.write(`${JSON.stringify(own)}\n`);
    io.stderr.write(`fingerprint: ${fingerprint}\n`);
    return 0;
  },
};
