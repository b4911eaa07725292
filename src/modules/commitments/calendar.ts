import { textOf } from '#kernel/json/types.ts';
import { foldProgress, saidIn, type ProgressVersion } from '#kernel/lifecycle/progress.ts';
import { DAY_MS } from '#kernel/lifecycle/stated-date.ts';
import { isExercise } from '#kernel/stix/common.ts';
import { accordById } from '#store/accords.ts';
import type { Tx } from '#store/db.ts';
import { belongingTo } from '#store/links.ts';
import { everyNewest, positionsOf, versionsOf, type StoredRecord } from '#store/records.ts';
import { toBase64 } from '#platform';
import type { CalendarAsked, DueItem } from '#api/calendar/item.ts';
import { titleOf } from '#api/titles.ts';
import { movedOf } from '#api/view.ts';
import { dayOf } from './tasks.ts';

const MOST_PROGRESS = 1_000;
const DONE: ReadonlySet<string> = new Set(['delivered', 'verified']);
const GIVEN_UP: ReadonlySet<string> = new Set(['withdrawn', 'superseded']);

/** Commitments with a date, actions of meetings among them. */
export async function dueItems(asked: CalendarAsked): Promise<DueItem[]> {
  const { tx, self, modules, accord, from, until, overdue = false } = asked;
  // A due day is a day on every clock: the edges are taken wide. Only what falls between them is folded.
  const [first, last] = [from.getTime() - 2 * DAY_MS, until.getTime() + 2 * DAY_MS];
  const found = (await everyNewest(tx, { accord: accord ?? undefined, type: 'commitment' })).filter(
    ({ object, expungedAt }) => {
      const day = expungedAt === null && !isExercise(object) ? dayOf(object)?.getTime() : undefined;
      return day !== undefined && (overdue || day >= first) && day <= last;
    },
  );
  const moved = await movedOf(tx, { party: self.partyId, modules, maySteps: false }, found);
  const percents = await percentsOf(tx, found);
  return found.flatMap((record): DueItem[] => {
    const joint = moved.get(record.id);
    if (!joint) return [];
    const { shown: state, folded } = joint;
    const isDone = DONE.has(state);
    const isGivenUp = GIVEN_UP.has(state);
    const times = [record.modified, ...folded.history.map(({ step }) => step.at)].map((at) => Date.parse(at));
    return [
      {
        kind: 'due',
        record: record.id,
        path: `/commitments/${record.id}`,
        title: titleOf(record.object),
        accord: record.accord,
        state,
        status: isGivenUp ? 'cancelled' : 'confirmed',
        from: [record],
        changes: folded.perVersion.length + folded.history.length - 1 + (percents.get(record.id)?.told ?? 0),
        changedAt: new Date(Math.max(...times, percents.get(record.id)?.at ?? 0)),
        due: textOf(record.object['due']),
        day: dayOf(record.object)!,
        percent: isDone ? 100 : isGivenUp ? null : (percents.get(record.id)?.percent ?? null),
        progress: isDone ? 'done' : isGivenUp ? 'given-up' : state === 'in-progress' ? 'begun' : 'open',
      },
    ];
  });
}

type Told = { readonly percent: number | null; readonly told: number; readonly at: number };

/** How far both sides say that each is; where they differ, nothing. */
async function percentsOf(tx: Tx, commitments: readonly StoredRecord[]): Promise<ReadonlyMap<string, Told>> {
  const ids = commitments.map(({ id }) => id);
  const said = await belongingTo(tx, ids, { type: 'progress', property: 'commitment_ref', limit: MOST_PROGRESS });
  const versions = await versionsOf(
    tx,
    said.map(({ id }) => id),
  );
  const places = await positionsOf(
    tx,
    versions.map(({ seq }) => seq),
  );
  const parties = new Map<string, readonly string[]>();
  for (const id of new Set(commitments.flatMap(({ accord }) => accord ?? [])))
    parties.set(id, (await accordById(tx, id))?.parties ?? []);
  const byCommitment = Map.groupBy(versions, ({ object }) => textOf(object['commitment_ref']));
  return new Map(
    commitments.flatMap(({ id, accord }): [string, Told][] => {
      const shared = (byCommitment.get(id) ?? []).flatMap((version): ProgressVersion[] => {
        const place = places.get(version.seq);
        if (!place || place.excepted) return [];
        const { publisher, modified, c, object, expungedAt } = version;
        const says = expungedAt === null ? saidIn(object) : undefined;
        const at = { id: version.id, modified, c: toBase64(c), publisher, index: place.index };
        return [{ ...at, ...(says ? { said: says } : {}) }];
      });
      if (shared.length === 0) return [];
      const { percent } = foldProgress(parties.get(accord ?? '') ?? [], shared);
      const at = Math.max(...shared.map(({ modified }) => Date.parse(modified)));
      return [[id, { percent: percent ?? null, told: shared.length, at }]];
    }),
  );
}
