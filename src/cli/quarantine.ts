import { FeedList, FeedView } from '#contract/feeds.ts';
import { Failure } from '#kernel/errors.ts';
import { readArgs, required, type Command } from './args.ts';
import { callNode, NODE_OPTIONS, nodeOf, readAnswer } from './node-at.ts';

const USAGE = 'entente quarantine --node URL --token T [--lift FEED --reason TEXT]';

export const quarantine: Command = {
  name: 'quarantine',
  summary: "lists the partners' feeds that are in quarantine and why; --lift ends one for a reason that is kept",
  usage: USAGE,
  run: async (args, io) => {
    const { values } = readArgs(args, { ...NODE_OPTIONS, lift: { type: 'string' }, reason: { type: 'string' } }, USAGE);
    const node = nodeOf(values, USAGE);
    if (values.lift === undefined) {
      let found = 0;
      for (let query: string | null = ''; query !== null;) {
        const { feeds, next }: FeedList = await readAnswer(
          await callNode(node, 'GET', `/api/v1/feeds${query}`),
          FeedList,
        );
        for (const { id, origin, fault } of feeds) {
          if (!fault) continue;
          found += 1;
          io.stdout.write(`${id}  ${fault.name} since ${fault.at}  ${origin}\n    ${fault.detail}\n`);
        }
        query = next === null ? null : `?cursor=${next}`;
      }
      if (found === 0) io.stdout.write('no feed is in quarantine\n');
      return 0;
    }
    if (!/^\d{1,9}$/.test(values.lift))
      throw new Failure('bad-input', '--lift takes the number of a feed, as the list has it');
    const reason = required(values.reason, '--reason', USAGE);
    const answer = await callNode(node, 'POST', `/api/v1/feeds/${values.lift}/lift`, { json: { reason } });
    const { origin } = await readAnswer(answer, FeedView);
    io.stdout.write(`lifted: ${origin}; the next pull judges it again\n`);
    return 0;
  },
};
