import { sha256, toHex, utf8 } from '#platform';
import { NewStatement, Proposals } from '#contract/statements.ts';
import { Failure } from '#kernel/errors.ts';
import { route, type AnyRoute } from '#api/route.ts';

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
        // With its model 20 MB, which a node has no use for until somebody reads a statement.
        const { readStatement } = await import('./read/read-statement.ts');
        const body = Proposals.parse({ ...readStatement(text), sha256: toHex(sha256(utf8(text))) });
        return { status: 200, body };
      },
    }),
  ];
}
