import { CHARTER } from '#kernel/stix/values.ts';
import { textOf, type JsonObject } from '#kernel/json/types.ts';
import type { AccordVersion, EntryIntoForce } from '#kernel/lifecycle/accord.ts';
import { commitmentLifeCycle } from '#kernel/lifecycle/commitment.ts';
import { foldMeeting, type JointMeeting } from '#kernel/lifecycle/joint-meeting.ts';
import { foldProgress, saidIn, type JointProgress, type ProgressVersion } from '#kernel/lifecycle/progress.ts';
import type { LifeCycle } from '#kernel/lifecycle/machine.ts';
import { MEETING_LIFE_CYCLES } from '#kernel/lifecycle/meetings.ts';
import { reviewLifeCycle } from '#kernel/lifecycle/signed-text.ts';
import { oldestFirst, type Folded, type PositionedStep } from '#kernel/lifecycle/fold.ts';
import type {
  EntryKind,
  EpochEntry,
  ExpungeEntry,
  KeyEntry,
  RecallCode,
  RecallEntry,
  ReceiptCode,
  ReceiptState,
} from '#kernel/log/entry.ts';
import { formatOrigin, uuidOf } from '#kernel/log/origin.ts';
import type { Fault } from '#kernel/log/faults.ts';
import { emptyRoot, tileReader, type TileReader } from '#kernel/log/merkle.ts';
import { CITY_LIFE_CYCLES } from '#kernel/lifecycle/cities.ts';
import type { AccordFacts } from '#kernel/policy/decide.ts';
import type { OwnTerms } from '#kernel/protocol/own-record.ts';
import { deletedText, type Governed } from '#kernel/protocol/standing.ts';
import type { PendingStep, Place, Steps } from '#kernel/protocol/steps.ts';
import type { Disclosure } from '#kernel/record/disclosure.ts';
import type { HeldPart } from '#kernel/record/commitment.ts';
import type { Keys, Signer } from './keys.ts';
import type { Random } from './random.ts';
import type { Rules } from './rules.ts';
import type { HeldFeed } from './serve-held.ts';
import { openStorage, type Storage, type Table } from './storage.ts';

export type StoredRecord = {
  readonly seq: number;
  readonly publisher: string;
  readonly id: string;
  readonly modified: string;
  readonly type: string;
  readonly channel: string;
  readonly c: string;
  readonly object: JsonObject;
  readonly parts: readonly HeldPart[];
  /** Of our own. */
  readonly secret: Uint8Array | null;
  /** The stub is left. */
  readonly isExpunged: boolean;
  /** And nothing else came here. */
  readonly isStub?: boolean;
};
export type Release = {
  readonly record: number;
  readonly channel: string;
  readonly outcome: 'queued' | 'wait' | 'yes' | 'no';
  readonly code: string | null;
  readonly disclosure: Disclosure | null;
  readonly origin: string | null;
  readonly index: number | null;
  /** Of what was expunged: that the recipient had all of it. */
  readonly wasWhole: boolean;
};
export type StoredEntry = {
  readonly origin: string;
  readonly index: number;
  readonly kind: EntryKind;
  readonly body: string;
  /** Counted from the first epoch on. */
  readonly seen: number;
  readonly record: number | null;
  readonly c: string | null;
  readonly state: ReceiptState | null;
  readonly code: ReceiptCode | null;
  /** Why its author asked for deletion. */
  readonly recalled: RecallCode | null;
  /** Its content is gone at the recipient. */
  readonly isExpunged: boolean;
};
/** What a node has to say besides records and receipts, until it has its place. */
export type OwnAct = {
  readonly id: number;
  readonly channel: string;
  readonly act: Act;
  readonly about: { readonly origin: string; readonly index: number } | null;
  readonly origin: string | null;
  readonly index: number | null;
};
type Own<E> = Omit<E, 'v' | 'at' | 'seen'>;
export type Act = Own<RecallEntry> | Own<ExpungeEntry> | Own<KeyEntry> | Own<EpochEntry>;

export type Feed = {
  readonly origin: string;
  readonly channel: string;
  readonly isOurs: boolean;
  readonly epoch: number;
  /** How many entries the earlier epochs hold. */
  readonly base: number;
  readonly size: number;
  readonly root: Uint8Array;
  readonly checkpoint: string | null;
  readonly receiptedSize: number;
  readonly cosignedSize: number | null;
  readonly cosignedNote: string | null;
  readonly fault: string | null;
  /** That the next checkpoint is signed by. */
  readonly key: Uint8Array | null;
  /** Of an epoch that is over: what its recipient held. */
  readonly ended: { readonly size: number; readonly root: Uint8Array } | null;
  /** Of a page that is not the last of what was signed: that it is the beginning of it. */
  readonly proof: readonly string[] | null;
};
/** After a restore: nothing of the accord is signed, served, read or taken while this is there. */
export type Recovery = {
  /** What the partner's last answer is found wrong for. */
  readonly problem: Fault | null;
  /** As the partner named it, under our own signature. */
  readonly held: readonly HeldFeed[];
};
/** The first checkpoint over a change of key, which both keys sign. */
export type Rotation = {
  readonly origin: string;
  readonly index: number;
  readonly key: Uint8Array;
  readonly checkpoint: string;
};
/** All keys, oldest first. Of the partner: which of ours it has, and how often it was told what we hold of its feeds (`era`). */
export type KnownParty = {
  readonly chain: readonly Uint8Array[];
  readonly known: Uint8Array | null;
  readonly era: number;
};

/** What checks a node while it runs; it uses the product's rules and never a mutant's. */
export type Observer = {
  readonly sequenced: (node: SimNode, record: StoredRecord, disclosure: Disclosure) => void;
  readonly taken: (node: SimNode, record: StoredRecord) => void;
  readonly excepted: (node: SimNode, c: string, code: ReceiptCode) => void;
  readonly cosigned: (node: SimNode, feed: Feed) => void;
};

export type SimNode = {
  readonly name: string;
  readonly partyId: string;
  readonly partner: { readonly partyId: string; readonly publicKey: Uint8Array };
  readonly accord: string;
  readonly signer: Signer;
  /** Our n-th key, from 1. */
  readonly signers: (n: number) => Signer;
  readonly keys: Keys;
  readonly rules: Rules;
  readonly random: Random;
  readonly observer: Observer;
  readonly now: () => Date;
  readonly storage: Storage;
  readonly records: Table<number, StoredRecord>;
  readonly releases: Table<number, Release>;
  readonly feeds: Table<string, Feed>;
  readonly entries: Table<string, StoredEntry>;
  readonly tiles: Table<string, Uint8Array>;
  readonly acts: Table<number, OwnAct>;
  readonly parties: Table<'self' | 'partner', KnownParty>;
  readonly rotations: Table<string, Rotation>;
  /** Ids of records under legal hold. */
  readonly holds: Table<string, true>;
  readonly recovery: Table<'partner', Recovery>;
  readonly views: Views;
};

/** What is computed from the tables, kept until they change. */
type Views = {
  version: number;
  standing: Standing | undefined;
  byId: Map<string, StoredRecord[]>;
  entryOf: Map<number, StoredEntry>;
};

export const FIRST_EPOCH = 1;

export type NodeOptions = Pick<
  SimNode,
  'name' | 'partyId' | 'partner' | 'accord' | 'signer' | 'signers' | 'keys' | 'rules' | 'random' | 'observer' | 'now'
>;

export function simNode(options: NodeOptions): SimNode {
  const storage = openStorage();
  const node: SimNode = {
    ...options,
    storage,
    records: storage.table(),
    releases: storage.table(),
    feeds: storage.table(),
    entries: storage.table(),
    tiles: storage.table(),
    acts: storage.table(),
    parties: storage.table(),
    rotations: storage.table(),
    holds: storage.table(),
    recovery: storage.table(),
    views: { version: -1, standing: undefined, byId: new Map(), entryOf: new Map() },
  };
  storage.transaction(() => {
    node.parties.set('self', { chain: [options.signer.publicKey], known: null, era: 0 });
    node.parties.set('partner', { chain: [options.partner.publicKey], known: null, era: 0 });
  });
  return node;
}

export const entryKey = (origin: string, index: number): string => `${origin}#${index}`;

const origins = new Map<string, string>();

export type Line = { readonly channel: string; readonly isOurs: boolean };

export function originOf(node: SimNode, { channel, isOurs }: Line, epoch: number): string {
  const key = `${node.name}${channel}${isOurs}${epoch}`;
  const known = origins.get(key) ?? makeOrigin(node, { channel, isOurs }, epoch);
  origins.set(key, known);
  return known;
}

function makeOrigin(node: SimNode, { channel, isOurs }: Line, epoch: number): string {
  const [ours, theirs] = [uuidOf(node.partyId), uuidOf(node.partner.partyId)];
  return formatOrigin({
    publisher: isOurs ? ours : theirs,
    recipient: isOurs ? theirs : ours,
    accord: uuidOf(node.accord),
    channel,
    epoch,
  });
}

/** Put back from a backup, and the partner has not returned yet what it holds. */
export const isClosed = (node: SimNode): boolean => node.recovery.get('partner') !== undefined;

/** That the partner's charter feed is not in quarantine here. */
export const isCharterHeard = (node: SimNode): boolean =>
  !feedsOf(node, { channel: CHARTER, isOurs: false }).at(-1)?.fault;

/** The feed that is written to, or spoken of, now: that of the newest epoch. */
export function feedOf(node: SimNode, channel: string, isOurs: boolean): Feed {
  const line = { channel, isOurs };
  let newest = feedAt(node, line, FIRST_EPOCH);
  for (let epoch = FIRST_EPOCH + 1; ; epoch++) {
    const next = node.feeds.get(originOf(node, line, epoch));
    if (!next) return newest;
    if (isOurs || next.size > 0) newest = next;
  }
}

/** All epochs of a line, the earliest first. */
export const feedsOf = (node: SimNode, line: Line): Feed[] =>
  node.feeds
    .all()
    .filter(({ channel, isOurs }) => channel === line.channel && isOurs === line.isOurs)
    .sort((a, b) => a.epoch - b.epoch);

export function feedAt(node: SimNode, line: Line, epoch: number): Feed {
  const origin = originOf(node, line, epoch);
  return (
    node.feeds.get(origin) ?? {
      ...line,
      origin,
      epoch,
      base: 0,
      size: 0,
      root: emptyRoot(),
      checkpoint: null,
      receiptedSize: 0,
      cosignedSize: null,
      cosignedNote: null,
      fault: null,
      key: null,
      ended: null,
      proof: null,
    }
  );
}

export function entriesOf(node: SimNode, { origin, size }: Pick<Feed, 'origin' | 'size'>, from = 0): StoredEntry[] {
  const found: StoredEntry[] = [];
  for (let index = from; index < size; index++) {
    const entry = node.entries.get(entryKey(origin, index));
    if (entry) found.push(entry);
  }
  return found;
}

export const tilesOf = (node: SimNode, origin: string): TileReader =>
  tileReader([], (level, index) => node.tiles.get(`${origin}/${level}/${index}`));

function views(node: SimNode): Views {
  const version = node.storage.version();
  if (node.views.version !== version) {
    node.views.version = version;
    node.views.standing = undefined;
    node.views.byId = Map.groupBy(
      node.records.all().sort((a, b) => (a.modified < b.modified ? 1 : a.modified > b.modified ? -1 : b.seq - a.seq)),
      ({ id }) => id,
    );
    node.views.entryOf = new Map(
      node.entries
        .all()
        .reverse() // what was published twice stands where it first did
        .flatMap((entry) => (entry.record === null ? [] : [[entry.record, entry] as const])),
    );
  }
  return node.views;
}

/** All versions, newest first. */
export const versionsOf = (node: SimNode, id: string): readonly StoredRecord[] => views(node).byId.get(id) ?? [];

export const recordIds = (node: SimNode): string[] => [...views(node).byId.keys()];

export function placeOf(node: SimNode, record: StoredRecord): Place | null {
  const entry = views(node).entryOf.get(record.seq);
  if (!entry) return null;
  const { base } = node.feeds.get(entry.origin)!;
  return { index: base + entry.index, seen: entry.seen, isExcepted: entry.state !== null && entry.state !== 'stored' };
}

export function stepsOn(node: SimNode, subject: string, rules: Rules = node.rules): Steps {
  const found = node.records
    .all()
    .filter(({ type, object }) => type === 'step' && (object['subject'] as { id: string }).id === subject);
  return rules.sortSteps(found.map((record) => ({ step: asStep(record), place: placeOf(node, record) })));
}

function asStep({ publisher, object, isExpunged, modified }: StoredRecord): PendingStep {
  const { id, subject, verb, at, reason, evidence } = object as unknown as PositionedStep;
  if (isExpunged) return { publisher, id, subject, verb, at: modified, isExpunged };
  return {
    publisher,
    id,
    subject,
    verb,
    at,
    ...(reason === undefined ? {} : { reason }),
    ...(evidence === undefined ? {} : { evidence }),
  };
}

type AccordText = AccordVersion & { readonly record: StoredRecord; readonly place: Place | null };
export type Standing = Governed<AccordText> & { readonly facts: AccordFacts; readonly terms: OwnTerms };

const asText = (node: SimNode, record: StoredRecord): AccordText => ({
  id: record.id,
  modified: record.modified,
  c: record.c,
  at: record.modified,
  entryIntoForce: record.object['entry_into_force'] as EntryIntoForce,
  record,
  place: placeOf(node, record),
});

/** As `rules` see the accord; by the product's rules for the observer. */
export function standingOf(node: SimNode, rules: Rules = node.rules): Standing | undefined {
  if (rules === node.rules && views(node).standing) return node.views.standing;
  const shared = rules.sharedVersions(versionsOf(node, node.accord).map((record) => asText(node, record)));
  const [newest, ...older] = shared.filter(({ record }) => !record.isExpunged);
  const deleted = shared.filter(({ record }) => record.isExpunged).map(deletedText);
  if (!newest) return undefined;
  const [first, second] = newest.record.object['parties'] as unknown as [string, string];
  const governed = rules.governAccord({ author: newest.record.publisher, first, second }, [newest, ...older], {
    ...stepsOn(node, node.accord, rules),
    deleted,
  });
  const channels = governed.governing.record.object['channels'] as unknown as AccordFacts['channels'] &
    OwnTerms['channels'];
  const parties = [first, second];
  const kind = textOf(governed.governing.record.object['kind']) || undefined;
  const standing: Standing = {
    ...governed,
    facts: { id: node.accord, state: governed.state, parties, channels, kind },
    terms: { parties, channels, kind },
  };
  if (rules === node.rules) node.views.standing = standing;
  return standing;
}

export type FoldedSubject = { readonly folded: Folded; readonly newest: StoredRecord };

/** Of the types that move by steps, the accord apart. */
export const LIFE_CYCLES: ReadonlyMap<string, LifeCycle> = new Map(
  [commitmentLifeCycle, ...MEETING_LIFE_CYCLES, ...CITY_LIFE_CYCLES, reviewLifeCycle].map((cycle) => [
    cycle.subjectType,
    cycle,
  ]),
);
const typeOf = (id: string): string => id.slice(0, -38);
export const lifeCycleOf = (id: string): LifeCycle | undefined => LIFE_CYCLES.get(typeOf(id));

/** The joint state of a record that moves by steps, as far as it is shared. */
export function foldOf(node: SimNode, id: string): FoldedSubject | undefined {
  const cycle = lifeCycleOf(id);
  if (!cycle) return undefined;
  const versions = node.rules.sharedVersions(
    versionsOf(node, id).map((record) => ({ record, place: placeOf(node, record) })),
  );
  const newest = versions[0]?.record;
  const standing = standingOf(node);
  if (!newest || !standing) return undefined;
  const [first, second] = standing.facts.parties as [string, string];
  const folded = node.rules.fold(
    cycle,
    { author: newest.publisher, first, second },
    oldestFirst(versions.map(({ record: { modified, c } }) => ({ id, modified, c, at: modified }))),
    stepsOn(node, id).positioned,
  );
  return { folded, newest };
}

/** Of the records about a commitment that stand in a feed. */
export function progressVersionsOf(node: SimNode, commitment: string): ProgressVersion[] {
  return recordIds(node).flatMap((id) => {
    const versions = id.startsWith('progress--') ? versionsOf(node, id) : [];
    // Of a stub nothing is left that says what it was about.
    return versions.flatMap((record): ProgressVersion[] => {
      const { publisher, modified, c, object, isExpunged } = record;
      const place = placeOf(node, record);
      if (object['commitment_ref'] !== commitment || place === null || place.isExcepted) return [];
      const said = isExpunged ? undefined : saidIn(object);
      return [{ id, modified, c, publisher, index: place.index, ...(said ? { said } : {}) }];
    });
  });
}

/** How far both sides say that a commitment is. */
export function jointProgressOf(node: SimNode, commitment: string): JointProgress | undefined {
  const standing = standingOf(node);
  return standing && foldProgress(standing.facts.parties, progressVersionsOf(node, commitment));
}

/** How a meeting stands over all its proposals, each folded for itself. */
export function jointMeetingOf(node: SimNode, id: string): JointMeeting | undefined {
  const meeting = foldOf(node, id)?.folded;
  const standing = standingOf(node);
  if (!meeting || !standing) return undefined;
  const moves = recordIds(node).flatMap((other) => {
    const isShared = versionsOf(node, other).some((record) => placeOf(node, record)?.isExcepted === false);
    const isMove = isShared && versionsOf(node, other)[0]?.object['moves_ref'] === id;
    const folded = isMove ? foldOf(node, other)?.folded : undefined;
    return folded ? [{ id: other, folded }] : [];
  });
  return foldMeeting(standing.facts.parties[0]!, { id, folded: meeting }, moves);
}
