import { RetentionView } from '#contract/retention.ts';
import { readArgs, required, type Command } from './args.ts';
import { callNode, NODE_OPTIONS, nodeOf, readAnswer } from './node-at.ts';

const USAGE =
  'entente recall --node URL --token T --record ID --code error|retention-ended|person-request|legal-order|withdrawn [--modified TIME]';

export const recall: Command = {
  name: 'recall',
  summary: 'deletes a record of our own, all its versions or one, and asks the partner to delete it too',
  usage: USAGE,
  run: async (args, io) => {
    const { values } = readArgs(
      args,
      {
        ...NODE_OPTIONS,
        record: { type: 'string' },
        code: { type: 'string' },
        modified: { type: 'string' },
      },
      USAGE,
    );
    const node = nodeOf(values, USAGE);
    const id = required(values.record, '--record', USAGE);
    const code = required(values.code, '--code', USAGE);
    const response = await callNode(node, 'POST', `/api/v1/records/${encodeURIComponent(id)}/recall`, {
      json: { code, ...(values.modified === undefined ? {} : { modified: values.modified }) },
    });
    await readAnswer(response, RetentionView);
    io.stdout.write('deleted here; the partner is asked to, and the record shows what it answers\n');
    return 0;
  },
};
