import { queryOptions } from '@tanstack/react-query';
import type {
  DeskQueue,
  DeskSet,
  DeskSets,
  DeskState,
  DeskStatement,
  NewDecisions,
  NewDeskStatements,
  NewDetails,
  NewPublication,
  NewSetDecisions,
  Published,
  PutStatements,
} from '#contract/statement-desk.ts';
import type { ModelAnswer, ModelCard } from '#contract/statement-model.ts';
import type { ComparedStatements, SourceText, StatementLineage } from '#contract/statements.ts';
import { address, get, post, postBytes, put } from './client.ts';

const API = '/api/v1';
const DESK = `${API}/statement-desk`;
const at = (id: string, what = '') => `${DESK}/${encodeURIComponent(id)}${what}`;
const setAt = (id: string, what = '') => `${DESK}/sets/${encodeURIComponent(id)}${what}`;

export type QueueFilter = { readonly accord: string; readonly state?: DeskState | undefined };

export function queueQuery({ accord, state }: QueueFilter, cursor?: string) {
  return queryOptions({
    queryKey: ['desk', accord, state, cursor],
    queryFn: ({ signal }) => get<DeskQueue>(address(DESK, { accord, state, cursor }), signal),
  });
}

export function deskStatementQuery(id: string) {
  return queryOptions({
    queryKey: ['desk', 'statement', id],
    queryFn: ({ signal }) => get<DeskStatement>(at(id), signal),
  });
}

export function setsQuery(accord: string) {
  return queryOptions({
    queryKey: ['desk', 'sets', accord],
    queryFn: ({ signal }) => get<DeskSets>(address(`${DESK}/sets`, { accord }), signal),
  });
}

export function setQuery(id: string) {
  return queryOptions({
    queryKey: ['desk', 'set', id],
    queryFn: ({ signal }) => get<DeskSet>(setAt(id), signal),
  });
}

export const putStatements = (statements: NewDeskStatements) => post<PutStatements>(DESK, statements);
export const decide = (id: string, decisions: NewDecisions) => post<DeskStatement>(at(id, '/decisions'), decisions);
export const setDetails = (id: string, details: NewDetails) => post<DeskStatement>(at(id, '/details'), details);
export const undoVersion = (id: string, version: number, undo: number) =>
  post<DeskStatement>(at(id, '/undo'), { version, undo });
export const publish = (id: string, publication: NewPublication) => post<Published>(at(id, '/publish'), publication);

export const makeSet = (kind: DeskSet['kind'], statements: readonly string[]) =>
  post<DeskSet>(`${DESK}/sets`, { kind, statements });
export const decideOnSet = (id: string, decisions: NewSetDecisions) =>
  post<DeskSet>(setAt(id, '/decisions'), decisions);

const MODEL = `${API}/statements/model`;

export const modelCardQuery = queryOptions({
  queryKey: ['model-card'],
  queryFn: ({ signal }) => get<ModelCard>(MODEL, signal),
});

/** The text leaves this node, to the endpoint that the administrator named. */
export const askModel = ({ text, marking }: Pick<DeskStatement, 'text' | 'marking'>) =>
  post<ModelAnswer>(MODEL, { text, marking });
export const switchModel = (on: boolean) => put<ModelCard>(MODEL, { on });

type Text = { readonly text: string; readonly lang?: string };

/** The same texts compare alike, so they are asked for once. */
const ONCE = { staleTime: Infinity, retry: false } as const;
const asText = ({ text, lang }: DeskStatement): Text => ({ text, ...(lang === null ? {} : { lang }) });

export function comparedQuery(a: DeskStatement, b: DeskStatement) {
  return queryOptions({
    queryKey: ['compared', a.sha256, a.lang, b.sha256, b.lang],
    queryFn: () => post<ComparedStatements>(`${API}/statements/compare`, { a: asText(a), b: asText(b) }),
    ...ONCE,
  });
}

/** Each under its own id: what is found names them by it. */
export function lineageQuery(statements: readonly DeskStatement[]) {
  return queryOptions({
    queryKey: ['lineage', ...statements.map(({ id, sha256, lang }) => [id, sha256, lang])],
    queryFn: () =>
      post<StatementLineage>(`${API}/statements/lineage`, {
        statements: statements.map((statement) => ({ ...asText(statement), name: statement.id })),
      }),
    ...ONCE,
  });
}

/** The node judges by the content what kind of file it is. */
export function textOfFile(file: File): Promise<SourceText> {
  return postBytes<SourceText>(address(`${API}/statements/text`, { name: file.name.slice(-500) }), file);
}
