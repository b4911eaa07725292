import { toBase64 } from '#platform';
import type { HistoryStep, RecordView } from '#contract/records.ts';
import type { EntryIntoForce } from '#kernel/lifecycle/accord.ts';
import { fold, type Folded } from '#kernel/lifecycle/fold.ts';
import type { LifeCycle } from '#kernel/lifecycle/machine.ts';
import { openAccordVerbs, openVerbs, type PendingStep } from '#kernel/protocol/steps.ts';
import { accordById, type Accord } from '#store/accords.ts';
import type { Db, Tx } from '#store/db.ts';
import { deliveriesOf } from '#store/delivery.ts';
import { filesOf, type FileProgress } from '#store/files.ts';
import { pointRead, type PointRead } from '#store/point.ts';
import { positionsOf, type StoredRecord } from '#store/records.ts';
import { foldedVersions, foldVersion, stepsBySubject } from '#store/subjects.ts';
import { lifeCycleOf, type Module } from '#api/module.ts';

export type Viewer = { readonly party: string; readonly modules: readonly Module[]; readonly maySteps: boolean };

/** What the API says of records: the object, its joint state, its delivery and its place in the feed, in a few queries for all. */
export async function viewRecords(tx: Tx, viewer: Viewer, records: readonly StoredRecord[]): Promise<RecordView[]> {
  const seqs = records.map((record) => record.seq);
  const [deliveries, positions] = await Promise.all([deliveriesOf(tx, seqs), positionsOf(tx, seqs)]);
  const moved = await movedOf(tx, viewer, records);
  const files = await filesOfDocuments(tx, records);
  return records.map((record) => {
    const read = { record, deliveries: deliveries.get(record.seq) ?? [], place: positions.get(record.seq) };
    return viewOf(viewer, read, { state: moved.get(record.id), file: files.get(record.seq) });
  });
}

/** The newest version that the reader sees: one trip, but for what moves by steps. */
export async function viewNewest(
  db: Db,
  reader: { readonly classes: readonly number[] },
  viewer: Viewer,
  id: string,
): Promise<RecordView | undefined> {
  const read = await pointRead(db, reader, id);
  if (!read) return undefined;
  const { record } = read;
  if (!isMoved(viewer, record) && !hasFile(record)) return viewOf(viewer, read, {});
  return db.transaction(reader, async (tx) => {
    const state = (await movedOf(tx, viewer, [record])).get(record.id);
    const file = (await filesOfDocuments(tx, [record])).get(record.seq);
    return viewOf(viewer, read, { state, file });
  });
}

const hasFile = ({ object }: StoredRecord): boolean => object['type'] === 'document' && object['file'] !== undefined;

const filesOfDocuments = (tx: Tx, records: readonly StoredRecord[]): Promise<Map<number, FileProgress>> =>
  filesOf(
    tx,
    records.filter(hasFile).map(({ seq }) => seq),
  );

type Beside = { readonly state?: Moved | undefined; readonly file?: FileProgress | undefined };

function viewOf(viewer: Viewer, { record, deliveries, place }: PointRead, { state, file }: Beside): RecordView {
  return {
    record: record.object,
    c: toBase64(record.c),
    state: state?.shown ?? (record.expungedAt ? 'expunged' : record.object['revoked'] === true ? 'revoked' : 'current'),
    delivery: [...deliveries],
    feed: place ? { origin: place.origin, index: place.index } : null,
    publisher: record.publisher,
    place: record.place,
    withheld: record.withheld,
    file: viewFile(file),
    expunged: record.expungedAt?.toISOString() ?? null,
    history: state ? historyOf(state.folded, state.pending) : [],
    byParty: state ? progressOf(state.folded) : {},
    allowed: state && viewer.maySteps ? [...state.allowed] : [],
    earlier: state ? earlierOf(state.folded, record) : [],
  };
}

const viewFile = (file: FileProgress | undefined): RecordView['file'] =>
  file ? { size: file.size, state: file.state, have: file.have, of: file.of, fault: file.fault } : null;

/** Where a record with a life cycle stands, and what this party may do about it. */
export type Moved = {
  readonly shown: string;
  readonly folded: Folded;
  readonly pending: readonly PendingStep[];
  readonly allowed: readonly string[];
};

const isMoved = (viewer: Viewer, { type }: StoredRecord): boolean =>
  type === 'accord' || lifeCycleOf(viewer.modules, type) !== undefined;

async function movedOf(tx: Tx, viewer: Viewer, records: readonly StoredRecord[]): Promise<Map<string, Moved>> {
  const moving = records.filter((record) => isMoved(viewer, record));
  if (moving.length === 0) return new Map();
  const accords = new Map<string, Accord>();
  for (const id of new Set(moving.flatMap((record) => record.accord ?? []))) {
    const accord = await accordById(tx, id);
    if (accord) accords.set(id, accord);
  }
  const ids = moving.map((record) => record.id);
  const versions = await foldedVersions(tx, ids);
  const steps = await stepsBySubject(tx, ids);
  return new Map(
    moving.flatMap((record) => {
      const accord = accords.get(record.accord ?? '');
      if (!accord) return [];
      const machine = lifeCycleOf(viewer.modules, record.type);
      const moved = machine
        ? moveRecord(machine, { accord, party: viewer.party }, { versions: versions(record.id), ...steps(record.id) })
        : moveAccord(accord, viewer.party);
      return [[record.id, moved]];
    }),
  );
}

type About = {
  readonly versions: readonly StoredRecord[];
  readonly positioned: Parameters<typeof fold>[3];
  readonly pending: readonly PendingStep[];
};

function moveRecord(machine: LifeCycle, at: { accord: Accord; party: string }, about: About): Moved {
  const newest = about.versions[0]!;
  const parties = { author: newest.publisher, first: at.accord.parties[0], second: at.accord.parties[1] };
  const folded = fold(machine, parties, about.versions.map(foldVersion), about.positioned);
  return {
    shown: folded.shown,
    folded,
    pending: about.pending,
    // Nobody steps on what nobody can read any more.
    allowed: newest.expungedAt
      ? []
      : openVerbs(machine, folded.state, {
          party: at.party,
          parties,
          standing: at.accord.state,
          isWithheld: newest.withheld > 0,
        }),
  };
}

export function moveAccord(accord: Accord, party: string): Moved {
  const { fold: folded, newest, governing, pending, state } = accord;
  const [first, second] = accord.parties;
  const texts = [newest, governing].map(({ modified, object }) => ({
    modified,
    entryIntoForce: object['entry_into_force'] as EntryIntoForce,
  }));
  const parties = { author: newest.publisher, first, second };
  return {
    shown: state,
    folded,
    pending,
    allowed: openAccordVerbs(folded, texts, { party, parties, standing: state }),
  };
}

export function historyOf(folded: Folded, pending: readonly PendingStep[]): HistoryStep[] {
  const said = (step: PendingStep) => ({
    id: step.id,
    verb: step.verb,
    party: step.publisher,
    unit: step.unit ?? '',
    expunged: step.isExpunged ?? false,
    at: step.at,
    reason: step.reason ?? null,
    evidence: step.evidence ?? null,
    version: step.subject.modified,
  });
  return [
    ...folded.history.map(({ step, from, to, outcome }): HistoryStep => ({ ...said(step), from, to, outcome })),
    ...pending.map((step): HistoryStep => ({
      ...said(step),
      from: folded.state,
      to: folded.state,
      outcome: 'pending',
    })),
  ];
}

const progressOf = (folded: Folded): RecordView['byParty'] =>
  Object.fromEntries(
    Object.entries(folded.byParty).map(([party, { progress, evidence }]) => [
      party,
      {
        progress: progress?.evidence ?? null,
        at: progress?.at ?? null,
        evidence: evidence.flatMap((step) => step.evidence ?? []),
      },
    ]),
  );

const earlierOf = (folded: Folded, record: StoredRecord): RecordView['earlier'] =>
  folded.perVersion.flatMap(({ version, shown }) =>
    version.modified === record.modified ? [] : [{ modified: version.modified, state: shown }],
  );
