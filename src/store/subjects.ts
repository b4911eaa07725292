import { toBase64 } from '#platform';
import type { PositionedStep, Version } from '#kernel/lifecycle/fold.ts';
import type { Tx } from '#store/db.ts';
import { stepsOn, type Position, type StoredRecord } from '#store/records.ts';

/** Our own step that is not yet in the feed: shown beside the fold, never inside it. */
export type PendingStep = Omit<PositionedStep, 'index' | 'seen'>;
export type Steps = {
  readonly positioned: readonly PositionedStep[];
  readonly pending: readonly PendingStep[];
  /** Ours that the recipient's latest receipt excepts: outside the fold. */
  readonly excepted: readonly PositionedStep[];
};

const NONE: Steps = { positioned: [], pending: [], excepted: [] };

/**
 * What the fold of each subject is over: the steps on it that stand in a feed and that the recipient's latest receipt does not
 * except. The causal order of a subject's steps does not depend on other entries, so nothing else of the feeds is read.
 */
export async function stepsBySubject(tx: Tx, subjects: readonly string[]): Promise<(id: string) => Steps> {
  const steps = Map.groupBy(await stepsOn(tx, subjects), ({ record }) => asPending(record).subject.id);
  const sorted = new Map(
    [...steps].map(([id, found]) => [
      id,
      {
        positioned: found.flatMap((one) => (one.position?.excepted === false ? asPositioned(one) : [])),
        excepted: found.flatMap((one) => (one.position?.excepted === true ? asPositioned(one) : [])),
        pending: found.flatMap(({ record, position }) => (position === null ? [asPending(record)] : [])),
      },
    ]),
  );
  return (id) => sorted.get(id) ?? NONE;
}

const asPositioned = ({ record, position }: { record: StoredRecord; position: Position | null }): PositionedStep[] =>
  position === null ? [] : [{ ...asPending(record), index: position.index, seen: position.seen }];

/** Validated at admission, so its shape is known here. */
function asPending(record: StoredRecord): PendingStep {
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

/** The versions of one subject as the fold names them. */
export const foldVersions = (versions: readonly StoredRecord[]): Version[] =>
  versions.map((version) => ({
    id: version.id,
    modified: version.modified,
    c: toBase64(version.c),
    at: version.modified,
  }));
