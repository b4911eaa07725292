import { queryOptions } from '@tanstack/react-query';
import type {
  DeskState,
  DeskStatement,
  NewDecisions,
  NewDeskStatements,
  NewDetails,
  NewPublication,
} from '#contract/statement-desk.ts';
import type { DeskSet, NewSetDecisions } from '#contract/statement-sets.ts';
import type { SourceText } from '#contract/statements.ts';
import { ask } from './client.ts';
import { readAll } from './pages.ts';

export type QueueFilter = { readonly accord: string; readonly state?: DeskState | undefined };

export function queueQuery({ accord, state }: QueueFilter, cursor?: string) {
  return queryOptions({
    queryKey: ['desk', accord, state, cursor],
    queryFn: ({ signal }) => ask('listDesk', { query: { accord, state, cursor }, signal }),
  });
}

export function deskStatementQuery(id: string) {
  return queryOptions({
    queryKey: ['desk', 'statement', id],
    queryFn: ({ signal }) => ask('readDeskStatement', { params: { id }, signal }),
  });
}

export function setsQuery(accord: string) {
  return queryOptions({
    queryKey: ['desk', 'sets', accord],
    queryFn: async ({ signal }) => ({
      sets: await readAll({ list: 'listDeskSets', query: { accord }, rowsOf: ({ sets }) => sets }, signal),
    }),
  });
}

export function setQuery(id: string) {
  return queryOptions({
    queryKey: ['desk', 'set', id],
    queryFn: ({ signal }) => ask('readDeskSet', { params: { id }, signal }),
  });
}

export const putStatements = (statements: NewDeskStatements) => ask('putStatements', { body: statements });
export const decide = (id: string, decisions: NewDecisions) =>
  ask('decideStatement', { params: { id }, body: decisions });
export const setDetails = (id: string, details: NewDetails) =>
  ask('describeStatement', { params: { id }, body: details });
export const undoVersion = (id: string, version: number, undo: number) =>
  ask('undoStatement', { params: { id }, body: { version, undo } });
export const publish = (id: string, publication: NewPublication) =>
  ask('publishStatement', { params: { id }, body: publication });

export const makeSet = (kind: DeskSet['kind'], statements: readonly string[]) =>
  ask('makeDeskSet', { body: { kind, statements: [...statements] } });
export const decideOnSet = (id: string, decisions: NewSetDecisions) =>
  ask('decideDeskSet', { params: { id }, body: decisions });

/** Those that are said to be one side's, newest first; asked again while the node still reads one. */
export const readoutsQuery = (accord: string) =>
  queryOptions({
    queryKey: ['desk', 'readouts', accord],
    queryFn: async ({ signal }) => {
      const { statements } = await ask('listDesk', { query: { accord }, signal });
      return statements.filter(({ side, state }) => side !== null && state !== 'withdrawn');
    },
    refetchInterval: ({ state }) => (state.data?.some((one) => one.state === 'queued') === true ? 1500 : false),
  });
export const reportDivergence = (id: string, report: { readonly version: number; readonly meeting: string }) =>
  ask('reportDivergence', { params: { id }, body: report });

export const modelCardQuery = queryOptions({
  queryKey: ['model-card'],
  queryFn: ({ signal }) => ask('readModelCard', { signal }),
});

/** The text leaves this node, to the endpoint that the administrator named. */
export const askModel = ({ text, marking }: Pick<DeskStatement, 'text' | 'marking'>) =>
  ask('askModel', { body: { text, marking } });
export const switchModel = (on: boolean) => ask('switchModel', { body: { on } });

type Text = { readonly text: string; readonly lang?: string };

/** The same texts compare alike, so they are asked for once. */
const ONCE = { staleTime: Infinity, retry: false } as const;
const asText = ({ text, lang }: DeskStatement): Text => ({ text, ...(lang === null ? {} : { lang }) });

export function comparedQuery(a: DeskStatement, b: DeskStatement) {
  return queryOptions({
    queryKey: ['compared', a.sha256, a.lang, b.sha256, b.lang],
    queryFn: () => ask('compareStatements', { body: { a: asText(a), b: asText(b) } }),
    ...ONCE,
  });
}

/** Each under its own id: what is found names them by it. */
export function lineageQuery(statements: readonly DeskStatement[]) {
  return queryOptions({
    queryKey: ['lineage', ...statements.map(({ id, sha256, lang }) => [id, sha256, lang])],
    queryFn: () =>
      ask('followStatements', {
        body: {
          statements: statements.map((statement) => ({ ...asText(statement), name: statement.id })),
        },
      }),
    ...ONCE,
  });
}

/** The node judges by the content what kind of file it is. */
export function textOfFile(file: File): Promise<SourceText> {
  return ask('readSource', { query: { name: file.name.slice(-500) }, body: file });
}
