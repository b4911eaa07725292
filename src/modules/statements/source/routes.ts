import { sha256, toHex, utf8 } from '#platform';
import { LARGEST_SOURCE, type SourceText } from '#contract/statements.ts';
import { Failure } from '#kernel/errors.ts';
import { route, type AnyRoute } from '#api/route.ts';
import type { ReadingThread } from './reading-thread.ts';

export function sourceRoutes(thread: ReadingThread): AnyRoute[] {
  return [
    route('readSource', {
      permission: 'statements.read',
      limit: LARGEST_SOURCE,
      atOnce: 4,
      handle: async ({ body: bytes, query, headers }) => {
        const name = query['name'];
        if (name !== undefined && name.length > 500)
          throw new Failure('bad-input', 'has more than 500 characters', { path: '?name' });
        const type = headers['content-type'];
        const source = await thread.run('textOf', bytes.slice(), {
          ...(name === undefined ? {} : { name }),
          ...(type === undefined ? {} : { type }),
        });
        const body: SourceText = {
          text: source.text,
          type: source.type,
          title: source.title ?? null,
          warnings: [...source.warnings],
          sha256: toHex(sha256(utf8(source.text))),
        };
        return { status: 200, body };
      },
    }),
  ];
}
