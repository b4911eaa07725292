import { sha256, toHex, utf8 } from '#platform';
import { NewStatement, Proposals } from '#contract/statements.ts';
import { Failure } from '#kernel/errors.ts';
import type { NodeContext } from '#api/module.ts';
import { route, type AnyRoute } from '#api/route.ts';
import { openReadingThread } from './source/reading-thread.ts';
import { sourceRoutes } from './source/routes.ts';

const LIMIT = 800_000;

export function statementRoutes({ atEnd }: NodeContext): AnyRoute[] {
  const thread = openReadingThread();
  atEnd(thread.close);
  return [
    ...sourceRoutes(thread),
    route({
      method: 'POST',
      path: '/api/v1/statements',
      permission: 'statements.read',
      limit: LIMIT,
      body: NewStatement,
      handle: async ({ body: { text } }) => {
        if (!text.trim()) throw new Failure('bad-input', 'the text is empty', { path: '$.text' });
        const reading = await thread.run('readStatement', text);
        const body = Proposals.parse({ ...reading, sha256: toHex(sha256(utf8(text))) });
        return { status: 200, body };
      },
    }),
  ];
}
