import { toBase64 } from '#platform';
import type { HistoryStep, RecordView } from '#contract/records.ts';
import type { EntryIntoForce } from '#kernel/lifecycle/accord.ts';
import { fold, type Folded } from '#kernel/lifecycle/fold.ts';
import type { LifeCycle } from '#kernel/lifecycle/machine.ts';
import { openAccordVerbs, openVerbs, type PendingStep } from '#kernel/protocol/steps.ts';
import { accordFrom, type Accord } from '#store/accords.ts';
import type { Db, Tx } from '#store/db.ts';
import { deliveriesOf } from '#store/delivery.ts';
import { filesOf, type FileProgress } from '#store/files.ts';
import type { PointRead } from '#store/point.ts';
import { positionsOf, type StoredRecord } from '#store/records.ts';
import { foldVersion, heardOf } from '#store/subjects.ts';
import { lifeCycleOf, type Module } from '#api/module.ts';

export type Viewer = { readonly party: string; readonly modules: readonly Module[]; readonly maySteps: boolean };

/** What the API says of records: the object, its joint state, its delivery and its place in the feed, in a few queries for all. */
export async function viewRecords(tx: Tx, viewer: Viewer, records: readonly StoredRecord[]): Promise<RecordView[]> {
  const beside = await viewAllBeside(tx, viewer, records);
  return records.map((record, at) => ({ record: record.object, ...beside[at]! }));
}

/** The same without the objects. */
export async function viewAllBeside(tx: Tx, viewer: Viewer, records: readonly StoredRecord[]): Promise<Beside[]> {
  const seqs = records.map((record) => record.seq);
  const [deliveries, positions] = await Promise.all([deliveriesOf(tx, seqs), positionsOf(tx, seqs)]);
  const moved = await movedOf(tx, viewer, records);
  const files = await filesOfDocuments(tx, records);
  return records.map((record) => {
    const read = { record, deliveries: deliveries.get(record.seq) ?? [], place: positions.get(record.seq) };
    return besideOf(viewer, read, { state: moved.get(record.id), file: files.get(record.seq) });
  });
}

/** What is said beside one record: nothing more is asked, but for what moves by steps or has a file. */
export async function viewBeside(
  db: Db,
  reader: { readonly classes: readonly number[] },
  viewer: Viewer,
  read: PointRead,
): Promise<Beside> {
  const { record } = read;
  if (!isMoved(viewer, record) && !hasFile(record)) return besideOf(viewer, read, {});
  return db.transaction(reader, async (tx) => {
    const [moved, files] = await Promise.all([movedOf(tx, viewer, [record]), filesOfDocuments(tx, [record])]);
    return besideOf(viewer, read, { state: moved.get(record.id), file: files.get(record.seq) });
  });
}

/** A `RecordView` as JSON: a record that is stored in one text is neither read nor written anew. */
export const viewText = (record: StoredRecord, beside: Beside): string =>
  `{"record":${record.text ?? JSON.stringify(record.object)},${JSON.stringify(beside).slice(1)}`;

const hasFile = (record: StoredRecord): boolean => record.type === 'document' && record.object['file'] !== undefined;

const filesOfDocuments = (tx: Tx, records: readonly StoredRecord[]): Promise<Map<number, FileProgress>> =>
  filesOf(
    tx,
    records.filter(hasFile).map(({ seq }) => seq),
  );

export type Beside = Omit<RecordView, 'record'>;
type More = { readonly state?: Moved | undefined; readonly file?: FileProgress | undefined };

function besideOf(viewer: Viewer, { record, deliveries, place }: PointRead, { state, file }: More): Beside {
  return {
    c: toBase64(record.c),
    state: state?.shown ?? (record.expungedAt ? 'expunged' : isRevoked(record) ? 'revoked' : 'current'),
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

/** What is stored is canonical: it has one spelling. */
const isRevoked = (record: StoredRecord): boolean =>
  record.text?.includes('"revoked":true') !== false && record.object['revoked'] === true;

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

/** By id, of those that move by steps and whose accord the reader sees. */
export async function movedOf(tx: Tx, viewer: Viewer, records: readonly StoredRecord[]): Promise<Map<string, Moved>> {
  const moving = records.filter((record) => isMoved(viewer, record));
  if (moving.length === 0) return new Map();
  const governing = new Set(moving.flatMap((record) => record.accord ?? []));
  const heard = await heardOf(tx, [...new Set([...governing, ...moving.map((record) => record.id)])]);
  const accords = new Map<string, Accord>();
  for (const id of governing) {
    const accord = await accordFrom(tx, id, heard);
    if (accord) accords.set(id, accord);
  }
  return new Map(
    moving.flatMap((record) => {
      const accord = accords.get(record.accord ?? '');
      if (!accord) return [];
      const machine = lifeCycleOf(viewer.modules, record.type);
      const moved = machine
        ? moveRecord(
            machine,
            { accord, party: viewer.party },
            { versions: heard.versions(record.id), ...heard.steps(record.id) },
          )
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
