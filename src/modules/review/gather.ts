import { toBase64 } from '#platform';
import type { Cited, RightsFigure } from '#contract/review.ts';
import { Failure } from '#kernel/errors.ts';
import { isJsonObject, textOf, type JsonObject } from '#kernel/json/types.ts';
import { isExercise } from '#kernel/stix/common.ts';
import { accordById, type Accord } from '#store/accords.ts';
import type { Tx } from '#store/db.ts';
import { newest, positionsOf } from '#store/records.ts';
import type { Self } from '#store/self.ts';
import type { Module } from '#api/module.ts';
import type { Year } from './draft.ts';
import type { Named } from './words/write.ts';

export type Span = { readonly from: string; readonly until: string };

const MOST_FIGURES = 200;

export async function accordOf(tx: Tx, id: string): Promise<Accord> {
  const accord = await accordById(tx, id);
  if (!accord) throw new Failure('not-found', 'there is no such accord');
  return accord;
}

/** All that a review of the span says something of, in the scope of `tx`: what it does not see is not in it. */
export async function gatherYear(
  tx: Tx,
  { self, modules }: { readonly self: Self; readonly modules: readonly Module[] },
  accord: Accord,
  { from, until }: Span,
): Promise<{ readonly year: Year; readonly isWhole: boolean }> {
  const { id, parties, object } = accord;
  const told = [];
  for (const { year } of modules)
    if (year) told.push(await year({ tx, self, modules, accord: id, parties, from, until }));
  return {
    isWhole: told.every(({ isWhole }) => isWhole),
    year: {
      from,
      until,
      parties,
      names: namesIn(object['party_names']),
      themes: themesOf(object),
      commitments: told.flatMap(({ commitments }) => commitments),
      events: told.flatMap(({ events }) => events),
      rights: await rightsTold(tx, id, { from, until }),
    },
  };
}

const namesIn = (named: JsonObject[string] | undefined): Record<string, Named> =>
  isJsonObject(named) ? (named as Record<string, Named>) : {}; // by the accord's schema

/** In the order of the accord's terms. */
export function themesOf({ themes }: JsonObject): Record<string, Named> {
  const all = Array.isArray(themes) ? themes.filter(isJsonObject) : [];
  return Object.fromEntries(all.map(({ key, title }) => [textOf(key), title as Named])); // by the accord's schema
}

/** Of each party its newest figures of exactly this span that stand in a feed. */
async function rightsTold(tx: Tx, accord: string, { from, until }: Span): Promise<Year['rights']> {
  const found = (await newest(tx, { accord, type: 'rights-figures', limit: MOST_FIGURES })).filter(
    ({ object, expungedAt }) =>
      expungedAt === null && !isExercise(object) && object['from'] === from && object['until'] === until,
  );
  const places = await positionsOf(
    tx,
    found.map(({ seq }) => seq),
  );
  const shared = found.filter(({ seq }) => places.get(seq)?.excepted === false);
  return Object.fromEntries(
    shared.toReversed().map(({ publisher, id, modified, c, object }) => {
      const evidence: Cited = { ref: id, modified, c: toBase64(c) };
      return [publisher, { figures: object['figures'] as unknown as RightsFigure[], evidence }]; // by the type's schema
    }),
  );
}
