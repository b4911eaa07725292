import { sha256, toHex, utf8 } from '#platform';
import { NewStatement, Proposals } from '#contract/statements.ts';
import { Failure } from '#kernel/errors.ts';
import { route, type AnyRoute } from '#api/route.ts';
import { readStatement } from './read/read-statement.ts';

const LIMIT = 800_000;

export function statementRoutes(): AnyRoute[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/statements',
      permission: 'statements.read',
      limit: LIMIT,
      body: NewStatement,
      handle: async ({ body: { text } }) => {
        if (!text.trim()) throw new Failure('bad-input', 'the text is empty', { path: '$.text' });
        const body = Proposals.parse({ ...readStatement(text), sha256: toHex(sha256(utf8(text))) });
        return { status: 200, body };
      },
    }),
  ];
}
