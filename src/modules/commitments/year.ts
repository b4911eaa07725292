import { isExercise } from '#kernel/stix/common.ts';
import { textOf, type JsonObject } from '#kernel/json/types.ts';
import { shownState } from '#kernel/lifecycle/machine.ts';
import { commitmentLifeCycle } from '#kernel/lifecycle/commitment.ts';
import { foldProgress, saidIn, type ProgressVersion } from '#kernel/lifecycle/progress.ts';
import type { Cited } from '#contract/review.ts';
import type { RecordView } from '#contract/records.ts';
import { toBase64 } from '#platform';
import type { Tx } from '#store/db.ts';
import { belongingTo } from '#store/links.ts';
import { newest, positionsOf, versionsOf, type StoredRecord } from '#store/records.ts';
import { titleOf } from '#api/titles.ts';
import { viewRecords } from '#api/view.ts';
import type { YearAsked, YearCommitment, YearItems } from '#api/year.ts';

/** The newest are looked through. */
const MOST = 1000;
const MOST_PROGRESS = 5000;

/**
 * Every commitment that both sides hold, as it stood at the end of the span: by the steps and the progress of until then, in the
 * reader's scope. What is on its way is left out, so that both nodes find the same.
 */
export async function commitmentsOfYear(asked: YearAsked): Promise<YearItems> {
  const { tx, self, modules, accord, parties, until } = asked;
  const found = (await newest(tx, { accord, type: 'commitment', limit: MOST + 1 })).slice(0, MOST);
  const ids = found.filter(({ object, expungedAt }) => expungedAt === null && !isExercise(object)).map(({ id }) => id);
  const shared = await sharedOf(tx, ids);
  const views = await viewRecords(tx, { party: self.partyId, modules, maySteps: false }, shared);
  const steps = await citedSteps(tx, views);
  const progress = await progressOf(tx, ids);
  const commitments = shared.flatMap((record, at): YearCommitment[] => {
    const { object } = record;
    const created = textOf(object['created']);
    if (created.slice(0, 10) > until) return [];
    const taken = views[at]!.history.filter(
      (step) => (step.outcome === 'taken' || step.outcome === 'crossed') && step.at.slice(0, 10) <= until,
    );
    const last = taken.findLast(({ version }) => version === record.modified);
    const told = (progress.get(record.id) ?? []).filter(({ said }) => said !== undefined && said.asOf <= until);
    return [
      {
        about: citing(record),
        created,
        title: titleOf(object),
        theme: textOf(object['theme']) || null,
        due: textOf(object['due']) || null,
        owedBy: Array.isArray(object['responsible']) ? object['responsible'].map(String) : [],
        state: shownState(commitmentLifeCycle, last?.to ?? commitmentLifeCycle.initial),
        stateOn: last?.at.slice(0, 10) ?? null,
        steps: taken.flatMap(({ id, verb, party, at: on }) => {
          const evidence = steps.get(id);
          return evidence ? [{ verb, party, on: on.slice(0, 10), evidence }] : [];
        }),
        ratings: ratingsOf(parties, told),
      },
    ];
  });
  return { commitments, events: [], isWhole: found.length < MOST };
}

const citing = ({ id, modified, c }: StoredRecord): Cited => ({ ref: id, modified, c: toBase64(c) });

/** Of each the newest version that stands in a feed. */
async function sharedOf(tx: Tx, ids: readonly string[]): Promise<StoredRecord[]> {
  const versions = await versionsOf(tx, ids);
  const places = await positionsOf(
    tx,
    versions.map(({ seq }) => seq),
  );
  const first = new Map<string, StoredRecord>();
  for (const version of versions)
    if (!first.has(version.id) && version.expungedAt === null && places.get(version.seq)?.excepted === false)
      first.set(version.id, version);
  return [...first.values()].sort((a, b) => order(a, b));
}

const order = (a: StoredRecord, b: StoredRecord): number => {
  const [one, other] = [a, b].map(({ object, id }) => `${textOf(object['created'])} ${id}`) as [string, string];
  return one < other ? -1 : 1;
};

async function citedSteps(tx: Tx, views: readonly RecordView[]): Promise<Map<string, Cited>> {
  const ids = views.flatMap(({ history }) => history.map(({ id }) => id));
  return new Map((await versionsOf(tx, ids)).map((step) => [step.id, citing(step)]));
}

type Told = ProgressVersion & { readonly evidence: readonly Cited[] };

async function progressOf(tx: Tx, commitments: readonly string[]): Promise<Map<string, Told[]>> {
  const newestOf = await belongingTo(tx, commitments, {
    type: 'progress',
    property: 'commitment_ref',
    limit: MOST_PROGRESS,
  });
  const versions = await versionsOf(
    tx,
    newestOf.map(({ id }) => id),
  );
  const places = await positionsOf(
    tx,
    versions.map(({ seq }) => seq),
  );
  const told = versions.flatMap((version) => {
    const place = places.get(version.seq);
    if (!place || place.excepted || version.expungedAt !== null) return [];
    const { id, modified, c, publisher, object } = version;
    const said = saidIn(object);
    const one: Told = {
      id,
      modified,
      c: toBase64(c),
      publisher,
      index: place.index,
      ...(said ? { said } : {}),
      evidence: Array.isArray(object['evidence'])
        ? object['evidence'].map((item) => evidenceOf(item as JsonObject))
        : [],
    };
    return [{ commitment: textOf(object['commitment_ref']), one }];
  });
  return new Map(
    [...Map.groupBy(told, ({ commitment }) => commitment)].map(([id, group]) => [id, group.map(({ one }) => one)]),
  );
}

const evidenceOf = ({ ref, modified, c }: JsonObject): Cited => ({
  ref: textOf(ref),
  modified: textOf(modified),
  c: textOf(c),
});

function ratingsOf(parties: readonly string[], told: readonly Told[]): YearCommitment['ratings'] {
  const { byParty } = foldProgress(parties, told);
  return Object.fromEntries(
    parties.flatMap((party) => {
      const rated = byParty[party]?.rated;
      if (rated?.said?.rating === undefined) return [];
      const { id, modified, c, said } = rated;
      const own: Cited = { ref: id, modified, c };
      const stoodOn = told.find((one) => one.id === id && one.modified === modified)?.evidence ?? [];
      return [
        [party, { rating: said.rating!, percent: said.percent ?? null, asOf: said.asOf, evidence: [own, ...stoodOn] }],
      ];
    }),
  );
}
