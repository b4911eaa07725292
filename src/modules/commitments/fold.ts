import { createHash } from 'node:crypto';
import type { Lead } from '#contract/register.ts';
import { textOf, type JsonObject, type JsonValue } from '#kernel/json/types.ts';
import { foldProgress, saidIn, type ProgressVersion } from '#kernel/lifecycle/progress.ts';
import { lastDay } from '#kernel/lifecycle/stated-date.ts';
import { fold as foldWord } from '#kernel/search/fold.ts';
import { isExercise } from '#kernel/stix/common.ts';
import { toBase64 } from '#platform';
import { accordById } from '#store/accords.ts';
import { sql, type Tx } from '#store/db.ts';
import { positionsOf, versionsOf, type StoredRecord } from '#store/records.ts';
import { titleOf } from '#api/titles.ts';
import { movedOf, type Viewer } from '#api/view.ts';
import { factsOf, isDisputed, quietSince, type Facts } from './stand.ts';

export type Folded = {
  readonly record: StoredRecord;
  readonly facts: Facts;
  /** Numbers of what was folded. */
  readonly of: readonly number[];
};

/** How these commitments stand, as far as the transaction's scope sees: a few queries for all of them. */
export async function foldCommitments(tx: Tx, viewer: Viewer, records: readonly StoredRecord[]): Promise<Folded[]> {
  const ids = records.map(({ id }) => id);
  const moved = await movedOf(tx, viewer, records);
  const progress = await progressAbout(tx, ids);
  const parties = new Map<string, readonly string[]>();
  for (const accord of new Set(records.flatMap((one) => one.accord ?? [])))
    parties.set(accord, (await accordById(tx, accord))?.parties ?? []);
  const steps = await stepNumbers(tx, ids);
  return records.flatMap((record): Folded[] => {
    const state = moved.get(record.id);
    if (!state || record.expungedAt) return [];
    const { object } = record;
    const own = progress.get(record.id) ?? [];
    const facts = factsOf({
      state: state.shown,
      created: textOf(object['created']),
      due: typeof object['due'] === 'string' ? object['due'] : null,
      responsible: textsOf(object['responsible']),
      isExercise: isExercise(object),
      history: state.folded.history,
      progress: foldProgress(
        parties.get(record.accord ?? '') ?? [],
        own.map(({ version }) => version),
      ),
    });
    return [{ record, facts, of: [record.seq, ...own.map(({ seq }) => seq), ...(steps.get(record.id) ?? [])] }];
  });
}

const textsOf = (value: JsonValue | undefined): string[] => (Array.isArray(value) ? value.filter(isText) : []);

const stepNumbers = async (tx: Tx, ids: readonly string[]): Promise<Map<string, number[]>> => {
  const rows = await tx.rows<{ id: string; seqs: number[] }>(sql`
    select subject_id as id, json_agg(seq) as seqs from store.record where subject_id = any (${ids}) group by 1`);
  return new Map(rows.map(({ id, seqs }) => [id, seqs]));
};

type Progress = { readonly seq: number; readonly version: ProgressVersion };

/** All versions of what was ever said about them, by commitment; stubs too, since they end what they said before. */
async function progressAbout(tx: Tx, commitments: readonly string[]): Promise<Map<string, Progress[]>> {
  const named = await tx.rows<{ id: string; about: string }>(sql`
    select distinct r.id, l.ref as about from unnest((select ${commitments}::text[])) as wanted (id)
    cross join lateral (
      select n.ref, n.record from store.link n
      where n.ref = wanted.id and n.type = 'progress' and n.property = 'commitment_ref' offset 0
    ) l
    cross join lateral (select v.id from store.record v where v.seq = l.record offset 0) r`);
  if (named.length === 0) return new Map();
  const versions = await versionsOf(tx, [...new Set(named.map(({ id }) => id))]);
  const positions = await positionsOf(
    tx,
    versions.map(({ seq }) => seq),
  );
  const byId = Map.groupBy(versions, ({ id }) => id);
  const found = new Map<string, Progress[]>();
  for (const { id, about } of named) {
    const own = found.get(about) ?? [];
    found.set(about, own);
    for (const { seq, modified, c, publisher, object, expungedAt } of byId.get(id) ?? []) {
      const place = positions.get(seq);
      // What is not in a feed yet, or did not arrive, stands beside the fold.
      if (!place || place.excepted) continue;
      const said = expungedAt === null && object['commitment_ref'] === about ? saidIn(object) : undefined;
      const version = { id, modified, c: toBase64(c), publisher, index: place.index, ...(said ? { said } : {}) };
      own.push({ seq, version });
    }
  }
  return found;
}

export type Row = {
  readonly id: string;
  readonly version: number;
  readonly accord: string | null;
  readonly class: number;
  readonly created: Date;
  readonly theme: string | null;
  readonly kind: string | null;
  readonly due: string | null;
  readonly responsible: readonly string[];
  readonly state: string;
  readonly isExercise: boolean;
  readonly isDisputed: boolean;
  readonly quietSince: string | null;
  readonly silentSince: string | null;
  readonly reaffirms: string | null;
  readonly words: string | null;
  readonly rating: string | null;
  readonly leads: readonly string[];
  readonly led: readonly string[];
  readonly offices: string;
  readonly said: string;
  readonly facts: string;
};

export function rowOf({ record, facts }: Folded): Row {
  const { object } = record;
  const { either, owing } = quietSince(facts);
  const leads = jointLeads(object, facts);
  const last = facts.due === null ? undefined : lastDay(facts.due);
  const textOrNull = (name: string): string | null => (typeof object[name] === 'string' ? object[name] : null);
  return {
    id: record.id,
    version: record.seq,
    accord: record.accord,
    class: record.class,
    created: new Date(textOf(object['created'])),
    theme: textOrNull('theme'),
    kind: textOrNull('kind'),
    due: last?.toISOString().slice(0, 10) ?? null,
    responsible: facts.responsible,
    state: facts.state,
    isExercise: facts.isExercise,
    isDisputed: isDisputed(facts),
    quietSince: either,
    silentSince: owing,
    // What is expanded or superseded says itself that it is not the same.
    reaffirms: object['continues_as'] === 'reaffirmed' ? textOrNull('continues_ref') : null,
    words: wordsOf(object),
    rating: facts.view === 'differs' ? 'differs' : facts.rating,
    leads: leads.map((one) => JSON.stringify(one)),
    led: [...new Set(leads.map(({ party }) => party))],
    offices: foldText(leads.flatMap(({ office }) => Object.values(office))),
    said: foldText(saidOf(object)),
    facts: JSON.stringify(facts),
  };
}

/** Of each side the office that it named itself, else those that the commitment names for it. */
function jointLeads(object: JsonObject, { bySide }: Facts): Lead[] {
  const own = Object.entries(bySide).flatMap(([party, { lead }]) => (lead === null ? [] : [{ party, office: lead }]));
  const named = new Set(own.map(({ party }) => party));
  return [...leadsOf(object).filter(({ party }) => !named.has(party)), ...own];
}

/** Whom the commitment itself names on either side; what is withheld from whoever folds is left out. */
export function leadsOf({ leads }: JsonObject): Lead[] {
  return (Array.isArray(leads) ? leads : []).flatMap((lead) => {
    const { party, office } = (lead ?? {}) as JsonObject;
    const texts = Object.entries((office ?? {}) as JsonObject).filter((one): one is [string, string] => isText(one[1]));
    return isText(party) && texts.length > 0 ? [{ party, office: Object.fromEntries(texts) }] : [];
  });
}

const isText = (value: unknown): value is string => typeof value === 'string';

const wordsIn = (text: string): string[] =>
  text
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .map(foldWord)
    .filter(Boolean);

/** One spelling for what is looked for, one space before each word and after the last. */
export const foldText = (texts: readonly string[]): string => ` ${texts.flatMap(wordsIn).join(' ')} `;

function saidOf(object: JsonObject): string[] {
  const { title, quote, theme } = object;
  const { exact } = (quote ?? {}) as JsonObject;
  return [title, exact, theme].filter(isText);
}

/** The same for two that say the same of the same theme, whatever the order, the case and the spelling of their words. */
export function wordsOf(object: JsonObject): string | null {
  const title = titleOf(object);
  if (typeof title !== 'string') return null;
  const words = new Set(wordsIn(title));
  if (words.size === 0) return null;
  const text = JSON.stringify([object['theme'] ?? null, object['kind'] ?? null, ...[...words].sort()]);
  return createHash('sha256').update(text).digest('base64');
}
