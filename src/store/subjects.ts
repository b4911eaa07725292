import { toBase64 } from '#platform';
import type { PositionedStep, Version } from '#kernel/lifecycle/fold.ts';
import { sharedVersions, sortSteps, type PendingStep, type Place, type Steps } from '#kernel/protocol/steps.ts';
import type { Tx } from '#store/db.ts';
import { positionsOf, stepsOn, versionsOf, type Position, type StoredRecord } from '#store/records.ts';

const NONE: Steps = { positioned: [], pending: [], excepted: [] };

/** All that folds are made of, by the subject's id. */
export type Heard = {
  readonly versions: (id: string) => readonly StoredRecord[];
  readonly steps: (id: string) => Steps;
};

/** In two trips, however many subjects. */
export async function heardOf(tx: Tx, subjects: readonly string[]): Promise<Heard> {
  const [versions, steps] = await Promise.all([foldedVersions(tx, subjects), stepsBySubject(tx, subjects)]);
  return { versions, steps };
}

/**
 * What the fold of each subject is over: the steps on it that stand in a feed and that the recipient's latest receipt does not
 * except. The causal order of a subject's steps does not depend on other entries, so nothing else of the feeds is read.
 */
async function stepsBySubject(tx: Tx, subjects: readonly string[]): Promise<(id: string) => Steps> {
  const steps = Map.groupBy(await stepsOn(tx, subjects), ({ record }) => asPending(record).subject.id);
  const sorted = new Map(
    [...steps].map(([id, found]) => [
      id,
      sortSteps(
        found.map(({ record, position }) => ({ step: asPending(record), place: position && placeOf(position) })),
      ),
    ]),
  );
  return (id) => sorted.get(id) ?? NONE;
}

/** What the fold of each subject is of: those of its versions (newest first) that are shared, by the subject's id. */
async function foldedVersions(tx: Tx, subjects: readonly string[]): Promise<(id: string) => readonly StoredRecord[]> {
  const versions = Map.groupBy(await versionsOf(tx, subjects), ({ id }) => id);
  const revised = [...versions.values()].filter((held) => held.length > 1).flat();
  const positions =
    revised.length === 0
      ? undefined
      : await positionsOf(
          tx,
          revised.map(({ seq }) => seq),
        );
  const placed = (record: StoredRecord) => {
    const position = positions?.get(record.seq);
    return { record, place: position ? placeOf(position) : null };
  };
  return (id) => sharedVersions((versions.get(id) ?? []).map(placed)).map(({ record }) => record);
}

const placeOf = ({ index, seen, excepted }: Position): Place => ({ index, seen, isExcepted: excepted });

/** Validated at admission, so its shape is known here. Of a stub its time is that of its only version, and the rest is gone. */
function asPending(record: StoredRecord): PendingStep {
  if (record.expungedAt) {
    const { subject, verb } = record.object as unknown as PositionedStep;
    return { publisher: record.publisher, id: record.id, subject, verb, at: record.modified, isExpunged: true };
  }
  const { subject, verb, reason, evidence, unit, at } = record.object as unknown as PositionedStep;
  return {
    publisher: record.publisher,
    id: record.id,
    subject,
    verb,
    at,
    ...(reason === undefined ? {} : { reason }),
    ...(evidence === undefined ? {} : { evidence }),
    ...(unit === undefined ? {} : { unit }),
  };
}

/** A version of a subject as the fold names it. */
export const foldVersion = ({ id, modified, c }: StoredRecord): Version => ({
  id,
  modified,
  c: toBase64(c),
  at: modified,
});
