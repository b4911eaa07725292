import { ComparedStatements, MOST_IN_LINE_TEXT, StatementLineage } from '#contract/statements.ts';
import { Failure } from '#kernel/errors.ts';
import { route, type AnyRoute } from '#api/route.ts';
import { proposalsOf } from '../proposals.ts';
import type { ReadingThread } from '../source/reading-thread.ts';

/** A character has up to three bytes in UTF-8, four where it counts as two; and a line of twenty names. */
const PAIR_LIMIT = 1_600_000;
const LINE_LIMIT = 4 * MOST_IN_LINE_TEXT + 50_000;

export function compareRoutes(thread: ReadingThread): AnyRoute[] {
  return [
    route('compareStatements', {
      permission: 'statements.read',
      limit: PAIR_LIMIT,
      handle: async ({ body: { a, b } }) => {
        refuseEmpty(a.text, '$.a.text');
        refuseEmpty(b.text, '$.b.text');
        const compared = await thread.run('readAndPair', a.text, b.text);
        const { sides, ...pairs } = compared.pairs;
        const body = ComparedStatements.parse({
          a: proposalsOf(a.text, compared.a),
          b: proposalsOf(b.text, compared.b),
          sides: Object.fromEntries(sides),
          pairs,
        });
        return { status: 200, body };
      },
    }),
    route('followStatements', {
      permission: 'statements.read',
      limit: LINE_LIMIT,
      handle: async ({ body: { statements } }) => {
        statements.forEach(({ text }, index) => refuseEmpty(text, `$.statements[${index}].text`));
        if (new Set(statements.map(({ name }) => name)).size < statements.length)
          throw new Failure('bad-input', 'two statements have the same name', { path: '$.statements' });
        if (statements.reduce((sum, { text }) => sum + text.length, 0) > MOST_IN_LINE_TEXT)
          throw new Failure('too-large', `the statements of a line may have ${MOST_IN_LINE_TEXT} characters in all`);
        const { readings, lineage } = await thread.run(
          'readAndFollow',
          statements.map(({ name, text }) => ({ name, text })),
        );
        const body = StatementLineage.parse({
          statements: statements.flatMap(({ name, text }, index) => {
            const reading = readings[index];
            return reading ? [{ name, proposals: proposalsOf(text, reading) }] : [];
          }),
          lineage,
        });
        return { status: 200, body };
      },
    }),
  ];
}

function refuseEmpty(text: string, path: string): void {
  if (!text.trim()) throw new Failure('bad-input', 'the text is empty', { path });
}
