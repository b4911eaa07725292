import { Failure } from '#kernel/errors.ts';
import type { NodeContext } from '#api/module.ts';
import { route, type AnyRoute } from '#api/route.ts';
import { openDesk } from './desk/open-desk.ts';
import { deskRoutes } from './desk/routes.ts';
import { setRoutes } from './desk/set-routes.ts';
import { openModel, type ModelOptions } from './model/open-model.ts';
import { modelRoutes } from './model/routes.ts';
import { openReadingThread } from './source/reading-thread.ts';
import { compareRoutes } from './compare/routes.ts';
import { proposalsOf } from './proposals.ts';
import { sourceRoutes } from './source/routes.ts';

const LIMIT = 800_000;

export function statementRoutes(node: NodeContext, model: ModelOptions): AnyRoute[] {
  const thread = openReadingThread();
  const desk = openDesk(node, thread);
  // Ends before the work that waits for it: what was begun last is closed first.
  node.atEnd(thread.close);
  return [
    ...sourceRoutes(thread),
    ...compareRoutes(thread),
    ...modelRoutes(node, openModel(model, thread)),
    ...deskRoutes(desk),
    ...setRoutes(desk),
    route('readStatement', {
      permission: 'statements.read',
      limit: LIMIT,
      handle: async ({ body: { text } }) => {
        if (!text.trim()) throw new Failure('bad-input', 'the text is empty', { path: '$.text' });
        return { status: 200, body: proposalsOf(text, await thread.run('readStatement', text)) };
      },
    }),
  ];
}
