import { toBase64 } from '#platform';
import type { Cited } from '#contract/review.ts';
import { textOf } from '#kernel/json/types.ts';
import { isExercise } from '#kernel/stix/common.ts';
import { newestUnder } from '#store/cities.ts';
import { versionsOf } from '#store/records.ts';
import { titleOf } from '#api/titles.ts';
import { movedOf } from '#api/view.ts';
import type { YearAsked, YearEvent, YearItems } from '#api/year.ts';

const MOST = 500;
const VERBS: Readonly<Record<string, string>> = { held: 'hold', cancelled: 'cancel' };

/** Visits under the accord, and under those of cities below it, that took place in the span, or were called off, each with the steps that say so. */
export async function visitsOfYear({ tx, self, modules, accord, from, until }: YearAsked): Promise<YearItems> {
  const viewer = { party: self.partyId, modules, maySteps: false };
  const found = await newestUnder(tx, accord, { type: 'visit', limit: MOST });
  const visits = found.filter(({ object, expungedAt }) => expungedAt === null && !isExercise(object));
  const moved = await movedOf(tx, viewer, visits);
  const steps = [...moved.values()].flatMap(({ folded }) => folded.history.map(({ step }) => step.id));
  const cited = new Map(
    (await versionsOf(tx, steps)).map(({ id, modified, c }): [string, Cited] => [
      id,
      { ref: id, modified, c: toBase64(c) },
    ]),
  );
  const events = visits.flatMap(({ id, object }): YearEvent[] => {
    const { shown = '', folded } = moved.get(id) ?? {};
    const says = shown === 'held' || shown === 'cancelled' ? shown : undefined;
    if (says === undefined || !folded) return [];
    const saying = folded.history.filter(({ step, outcome }) => step.verb === VERBS[says] && outcome !== 'void');
    const on = says === 'held' ? textOf(object['until']) : saying.at(-1)?.step.at.slice(0, 10);
    if (on === undefined || on < from || on > until) return [];
    const evidence = saying.flatMap(({ step }) => cited.get(step.id) ?? []);
    return [{ says, about: id, title: titleOf(object), on, evidence }];
  });
  const inTime = events.sort((a, b) => (`${a.on} ${a.about}` < `${b.on} ${b.about}` ? -1 : 1));
  return { commitments: [], events: inTime, isWhole: found.length < MOST };
}
