import { z } from 'zod';
import type { QueryOf } from '#contract/api.ts';
import type { SearchHit, SearchResults } from '#contract/search.ts';
import { isJsonObject, type JsonObject } from '#kernel/json/types.ts';
import { searchedTexts } from '#kernel/search/searched.ts';
import { snippetOf } from '#kernel/search/snippet.ts';
import { termsOf, type Term } from '#kernel/search/tokens.ts';
import { isExercise } from '#kernel/stix/common.ts';
import { classReader } from '#store/classes.ts';
import { sql, type Tx } from '#store/db.ts';
import { recordsBySeq, type StoredRecord } from '#store/records.ts';
import { find, type Hit } from '#store/search/find.ts';
import type { NodeContext } from '#api/module.ts';
import { route, type AnyRoute, type Asked } from '#api/route.ts';

/** What is looked at for one query; more than a person reads. While typing, less. */
const MOST = 200;
const MOST_TYPING = 30;
const PAGE = 25;

/** Of the last one shown. */
const AFTER = z.tuple([z.number()]);

export function searchRoutes({ db }: NodeContext): AnyRoute[] {
  const classes = classReader();

  async function search({ caller, query, page: paging }: Asked<undefined, QueryOf<'search'>>): Promise<SearchResults> {
    const { q: text, type, accord, limit = PAGE } = query;
    const after = paging.from(AFTER)?.[0];
    const most = query.facets === 'no' ? MOST_TYPING : MOST;
    const among = accord === undefined ? undefined : await classesOf(caller.classes, accord);
    return db.transaction(caller, async (tx) => {
      const found = await find(tx, { text, type, among, most: most + 1 });
      const hits = found.slice(0, most);
      const rest = after === undefined ? hits : hits.slice(hits.findIndex(({ seq }) => seq === after) + 1);
      const page = rest.slice(0, limit);
      const numbers = page.map(({ seq }) => seq);
      const records = new Map((await recordsBySeq(tx, numbers)).map((one) => [one.seq, one]));
      const terms = termsOf(text);
      return {
        hits: page.flatMap((hit) => hitOf(records.get(hit.seq), hit, terms) ?? []),
        total: hits.length,
        more: found.length > most,
        facets: most === MOST ? await facetsOf(tx, hits) : { type: [], accord: [] },
        next: paging.next(rest.length > page.length ? [page.at(-1)!.seq] : null),
      };
    });
  }

  async function classesOf(permitted: readonly number[], accord: string): Promise<number[]> {
    const known = await classes.of(db.pool, permitted);
    return known.filter(({ facts }) => facts.accord === accord).map(({ id }) => id);
  }

  return [
    route('search', {
      permission: 'records.read',
      handle: async (asked) => {
        const body = await search(asked);
        return { status: 200, body, told: body.hits.map(({ id }) => id) };
      },
    }),
  ];
}

function hitOf(record: StoredRecord | undefined, { rank }: Hit, terms: readonly Term[]): SearchHit | undefined {
  if (!record) return undefined;
  const { object } = record;
  const texts = searchedTexts(object);
  const snippets = texts.flatMap(({ property, text, isTitle }) => {
    const snippet = isTitle ? undefined : snippetOf(text, terms);
    return snippet
      ? [{ property, text: snippet.text, marks: snippet.marks.map(([start, end]): [number, number] => [start, end]) }]
      : [];
  });
  return { ...shownAs(record), rank, snippet: snippets[0] ?? null };
}

/** What a list shows of a record of any type. */
export function shownAs(record: StoredRecord): Omit<SearchHit, 'rank' | 'snippet'> {
  const { object } = record;
  const { subject } = object;
  return {
    id: record.id,
    type: record.type,
    title: titleOf(object),
    lang: typeof object['lang'] === 'string' ? object['lang'] : null,
    markings: textsIn(object['object_marking_refs']),
    accord: record.accord,
    channel: record.channel,
    publisher: record.publisher,
    place: record.place,
    modified: record.modified,
    expunged: record.expungedAt !== null,
    exercise: isExercise(object),
    verb: record.type === 'step' && typeof object['verb'] === 'string' ? object['verb'] : null,
    subject: isJsonObject(subject) && typeof subject['id'] === 'string' ? subject['id'] : null,
  };
}

/** Its name in its languages, else what it says first. */
function titleOf(object: JsonObject): Record<string, string> {
  for (const property of ['title', 'name', 'abstract']) {
    const value = object[property];
    if (typeof value === 'string' && value !== '') return { [languageOf(object)]: value };
    if (isJsonObject(value)) {
      const named = Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
      if (named.length > 0) return Object.fromEntries(named);
    }
  }
  const first = searchedTexts(object)[0]?.text;
  return first === undefined ? {} : { [languageOf(object)]: Array.from(first).slice(0, 120).join('') };
}

const languageOf = ({ lang }: JsonObject): string => (typeof lang === 'string' ? lang : 'und');

const textsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];

async function facetsOf(tx: Tx, hits: readonly Hit[]): Promise<SearchResults['facets']> {
  const rows = await tx.rows<{ type: string; accord: string | null }>(
    sql`select type, accord from store.record where seq = any (${hits.map(({ seq }) => seq)})`,
  );
  const counted = (values: readonly string[]) =>
    [...Map.groupBy(values, (value) => value)]
      .map(([value, all]) => ({ value, count: all.length }))
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  return { type: counted(rows.map(({ type }) => type)), accord: counted(rows.flatMap(({ accord }) => accord ?? [])) };
}
