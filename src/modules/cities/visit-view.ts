import type { VisitView } from '#contract/cities.ts';
import type { RecordView } from '#contract/records.ts';
import { Failure } from '#kernel/errors.ts';
import type { Tx } from '#store/db.ts';
import { belongingTo } from '#store/links.ts';
import { versionsOf, type StoredRecord } from '#store/records.ts';
import { viewRecords, type Viewer } from '#api/view.ts';

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

/** What the caller cannot see is not there, nor is a record of another type under this address. */
export async function oneOf(tx: Tx, id: string, type: string): Promise<StoredRecord> {
  const [record] = await versionsOf(tx, [id]);
  if (record?.type !== type || record.expungedAt !== null) throw new Failure('not-found', `there is no such ${type}`);
  return record;
}
