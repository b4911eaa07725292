import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { LOOKS, type RegisterFilter } from '#contract/register.ts';
import type { ImportRow } from '#contract/register-import.ts';
import { ask } from './client.ts';
import { versionOf } from './record-page.ts';

const live = { live: ['record', 'feed'] };

export const standingQuery = (id: string) =>
  queryOptions({
    queryKey: ['commitment', id],
    queryFn: ({ signal }) => ask('readCommitment', { params: { id }, signal }),
    meta: live,
  });

/** Counted as the list is narrowed. */
export const figuresQuery = (filter: RegisterFilter) =>
  queryOptions({
    queryKey: ['register-figures', filter],
    queryFn: ({ signal }) => ask('readFigures', { query: filter, signal }),
    placeholderData: keepPreviousData,
    meta: live,
  });

type Given = Readonly<Record<string, string | undefined>>;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Of an address: what the node does not know is left out, so that an old link still shows the list. */
export function registerFilter(accord: string, given: Given): RegisterFilter {
  const { theme, state, lead, rating } = given;
  const words = given['words']?.trim().slice(0, 200) || undefined;
  const mark = LOOKS.find((one) => one === given['mark']);
  const who = (['ours', 'theirs', 'both'] as const).find((one) => one === given['who']);
  const unled = (['ours', 'theirs'] as const).find((one) => one === given['unled']);
  const [from, until] = [given['from'], given['until']].map((day) => (day && DAY.test(day) ? day : undefined));
  const all = { theme, state, mark, who, lead, unled, rating, from, until, words };
  return {
    accord,
    ...Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)),
  };
}

export const viewsQuery = (accord: string) =>
  queryOptions({
    queryKey: ['register-views', accord],
    queryFn: ({ signal }) => ask('listRegisterViews', { query: { accord }, signal }),
  });

type NewView = {
  readonly accord: string;
  readonly title: string;
  readonly query: Record<string, string>;
  readonly isShared: boolean;
};
export const keepView = (body: NewView) => ask('keepRegisterView', { body });
export const dropView = (id: string) => ask('dropRegisterView', { params: { id } });

/** As a file; the node has noted who took it before the first byte arrives. */
export async function exportRegister(filter: RegisterFilter, lang: string): Promise<Blob> {
  const response = await ask('exportRegister', { query: { ...filter, lang } });
  return response.blob();
}

type Putting = { readonly accord: string; readonly lang: string; readonly file: Blob };
export const previewImport = ({ accord, lang, file }: Putting) =>
  ask('previewImport', { query: { accord, lang }, body: file });

/** A row of a file as the node planned it: under its own key, so that it is written once however often it is sent. */
export const writeRow = ({ record, c, key }: ImportRow) =>
  ask('createRecord', {
    body: { ...record, type: 'commitment' },
    key: `"${key}"`,
    ...(c === null ? {} : { onto: `"${versionOf(c)}"` }),
  });

type Fields = Readonly<Record<string, unknown>>;

/** Why, as a note beside the record: marked like it, it goes where the record goes. */
export const noteWhy = (record: Fields, content: string) =>
  ask('createRecord', {
    body: {
      type: 'note',
      accord_ref: record['accord_ref'],
      channel: record['channel'],
      object_marking_refs: record['object_marking_refs'],
      ...(record['exercise'] === true ? { exercise: true } : {}),
      object_refs: [record['id']],
      content,
    },
  });

/** The first that have these words. */
export const registerPageQuery = (accord: string, words: string) =>
  queryOptions({
    queryKey: ['register-words', accord, words],
    queryFn: ({ signal }) => ask('listRegister', { query: { accord, words: words.slice(0, 200) }, signal }),
  });
