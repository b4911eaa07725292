import type { VisitSummary, VisitView } from '#contract/cities.ts';
import { textOf } from '#kernel/json/types.ts';
import type { RecordView } from '#contract/records.ts';
import { Failure } from '#kernel/errors.ts';
import type { Tx } from '#store/db.ts';
import { belongingTo } from '#store/links.ts';
import { versionsOf, type StoredRecord } from '#store/records.ts';
import { movedOf, viewRecords, type Viewer } from '#api/view.ts';

/** Of one kind at one visit. */
const MOST = 200;

export async function viewVisit(tx: Tx, viewer: Viewer, record: StoredRecord): Promise<VisitView> {
  const of = async (type: string): Promise<RecordView[]> => {
    const found = await belongingTo(tx, [record.id], { type, property: 'visit_ref', limit: MOST });
    return viewRecords(
      tx,
      viewer,
      found.filter(({ expungedAt }) => expungedAt === null),
    );
  };
  const [visit] = await viewRecords(tx, viewer, [record]);
  const delegations = await of('delegation');
  const programmes = (await of('programme')).filter(({ state }) => state !== 'withdrawn');
  return {
    visit: visit!,
    delegations: Object.fromEntries(
      delegations
        .filter(({ state }) => state !== 'withdrawn')
        .toReversed()
        .map((view) => [view.publisher, view]),
    ),
    programme: programmes[0] ?? null,
    reports: await of('visit-report'),
    commitments: (await of('commitment')).toReversed(),
  };
}

/** Visits in a list: of each its state, and whether a report was written. */
export async function summarise(tx: Tx, viewer: Viewer, records: readonly StoredRecord[]): Promise<VisitSummary[]> {
  const held = records.filter(({ expungedAt }) => expungedAt === null);
  const moved = await movedOf(tx, viewer, held);
  const reported = await reportedOf(
    tx,
    viewer,
    held.map(({ id }) => id),
  );
  return held.map(({ id, publisher, object }) => ({
    id,
    accord: textOf(object['accord_ref']),
    title: object['title'] as Record<string, string>, // these by the schema of a visit
    kind: textOf(object['kind']),
    place: object['place'] as Record<string, string>,
    host: publisher,
    from: textOf(object['from']),
    until: textOf(object['until']),
    timeZone: textOf(object['time_zone']),
    answerBy: textOf(object['answer_by']) || null,
    state: moved.get(id)?.shown ?? '',
    hasReport: reported.has(id),
  }));
}

/** Those of which a report stands. */
export async function reportedOf(tx: Tx, viewer: Viewer, visits: readonly string[]): Promise<ReadonlySet<string>> {
  const wanted = { type: 'visit-report', property: 'visit_ref', limit: MOST } as const;
  const reports = (await belongingTo(tx, visits, wanted)).filter(({ expungedAt }) => expungedAt === null);
  const moved = await movedOf(tx, viewer, reports);
  return new Set(
    reports.flatMap(({ id, object }) => (moved.get(id)?.shown === 'withdrawn' ? [] : [textOf(object['visit_ref'])])),
  );
}

/** What the caller cannot see is not there, nor is a record of another type under this address. */
export async function oneOf(tx: Tx, id: string, type: string): Promise<StoredRecord> {
  const [record] = await versionsOf(tx, [id]);
  if (record?.type !== type || record.expungedAt !== null) throw new Failure('not-found', `there is no such ${type}`);
  return record;
}
