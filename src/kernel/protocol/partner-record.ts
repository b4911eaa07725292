import { Failure } from '../errors.ts';
import type { JsonObject, JsonValue } from '../json/types.ts';
import { textOf } from '../json/types.ts';
import type { VersionRef } from '../lifecycle/fold.ts';
import type { ReceiptCode, ReceiptState } from '../log/entry.ts';
import { CHARTER_CEILING, exceedsCeiling, type AccordFacts } from '../policy/decide.ts';
import { isForKind, isUnderParent, type ParentTerms } from '../policy/cities.ts';
import { partMarkings, resolveMarkings } from '../policy/markings.ts';
import type { KnownMarkings } from '../policy/markings.ts';
import { openDisclosure, type OpenedDisclosure } from '../record/disclosure.ts';
import { differInExercise } from '../stix/common.ts';
import { isInternalType, isOwnType } from '../stix/extension.ts';
import { isIndispensable } from '../stix/types.ts';
import { validateObject, type Issue } from '../stix/validate.ts';
import { CHARTER } from '../stix/values.ts';
import { changedByRevision } from './revision.ts';
import { isBinding } from './steps.ts';

/** What a receipt will say where it excepts an entry. */
export type Exception = { readonly state: ReceiptState; readonly code: ReceiptCode };

export const isException = (value: object): value is Exception => 'state' in value && 'code' in value;

const refused = (code: ReceiptCode): Exception => ({ state: 'refused', code });
const quarantined = (code: ReceiptCode): Exception => ({ state: 'quarantined', code });

export type Terms = Pick<AccordFacts, 'parties' | 'channels' | 'state' | 'kind'>;

/** A version that is held here, of whatever publisher. */
export type HeldVersion = {
  readonly publisher: string;
  readonly modified: string;
  readonly c: string;
  readonly object: JsonObject;
};

/** The version that a step binds, where it is held. */
export type BoundVersion = Pick<HeldVersion, 'c' | 'object'> & {
  readonly accord: string | null;
  readonly channel: string | null;
  /** That the publisher of the step was not given all its parts, or none of it. */
  readonly isWithheldFromActor: boolean;
};

export type PlaceFacts = {
  readonly self: string;
  readonly feed: { readonly publisher: string; readonly accord: string; readonly channel: string };
  /** The accord of the feed as it stands here. */
  readonly accord: Terms | undefined;
  /** The accord that the record, an accord of cities, says it is under. */
  readonly parent?: ParentTerms | undefined;
  /** That the author is a party that this node knows (or is itself), other than the publisher. */
  readonly isAuthorAnotherParty: boolean;
  /** Markings without a fixed id that the publisher itself has explained. */
  readonly known?: KnownMarkings;
};

export type ContentFacts = {
  readonly feed: PlaceFacts['feed'];
  readonly c: string;
  /** All versions of the record's id. */
  readonly held: readonly HeldVersion[];
  /** Of a step: the version of its subject that it names by id and modified. */
  readonly bound: BoundVersion | undefined;
  /** It was judged and taken before this node was restored: what is held now cannot speak against it. */
  readonly isTaken?: boolean | undefined;
};

/** What came beside an entry, opened; or why there is nothing to open. */
export function openGiven(c: string, disclosure: JsonValue): OpenedDisclosure | Exception {
  if (disclosure === null) return { state: 'missing', code: 'no-disclosure' };
  try {
    return openDisclosure(c, disclosure);
  } catch (error) {
    if (error instanceof Failure) return quarantined('bad-disclosure');
    throw error;
  }
}

const RECEIPT_CODE = {
  'bad-record': 'bad-record',
  'unknown-type': 'unsupported-type',
  'person-rule': 'person-rules',
} satisfies Record<Issue['code'], ReceiptCode>;

/** Of the record alone. Once it passes, the other judgements may rely on its shape. */
export function judgeShape({ record, parts }: OpenedDisclosure): Exception | undefined {
  const withheld = new Set(parts.flatMap((part) => (part.canonical === null ? part.properties : [])));
  const { type } = record;
  if (typeof type === 'string' && [...withheld].some((property) => isIndispensable(type, property)))
    return refused('withheld-required');
  const [issue] = validateObject(record, { withheld });
  return issue && refused(RECEIPT_CODE[issue.code]);
}

/** Whether it may come by this feed, now. */
export function judgePlace(opened: OpenedDisclosure, facts: PlaceFacts): Exception | undefined {
  const { record } = opened;
  const { self, feed } = facts;
  if (record['accord_ref'] !== feed.accord || record['channel'] !== feed.channel) return refused('wrong-accord');
  if (isInternalType(record['type'])) return refused('unsupported-type');
  const isForeign = isOwnType(textOf(record['type']))
    ? record['created_by_ref'] !== feed.publisher
    : facts.isAuthorAnotherParty;
  if (isForeign) return refused('not-author');
  const accord = record['type'] === 'accord' ? proposedBy(record) : facts.accord;
  if (!accord?.parties.includes(self) || !accord.parties.includes(feed.publisher)) return refused('wrong-accord');
  if (!isForKind(accord.kind, record)) return refused('unsupported-type');
  if (record['type'] === 'accord' && !isUnderParent(record, facts.parent)) return refused('wrong-accord');
  const isCharterType = record['type'] === 'accord' || record['type'] === 'step';
  if (feed.channel === CHARTER && !isCharterType) return refused('wrong-accord');
  const channel = accord.channels.find(({ name }) => name === feed.channel);
  if (feed.channel !== CHARTER) {
    if (record['type'] === 'accord' || !channel) return refused('wrong-accord');
    if (accord.state !== 'in-force') return refused('not-in-force');
  }
  return judgeMarkings(opened, feed.channel === CHARTER ? CHARTER_CEILING : channel?.ceiling, facts.known);
}

/** An accord speaks for itself: its parties and channels are in it. */
const proposedBy = (record: JsonObject): Terms => ({
  ...(record as unknown as Pick<Terms, 'parties' | 'channels' | 'kind'>),
  state: 'proposed',
});

function judgeMarkings(
  { record, parts }: OpenedDisclosure,
  ceiling: AccordFacts['channels'][number]['ceiling'] | undefined,
  known?: KnownMarkings,
): Exception | undefined {
  for (const part of parts) {
    if (part.canonical === null) continue;
    const resolved = resolveMarkings(partMarkings(record, part), known);
    if ('unknown' in resolved) return refused('unknown-marking');
    if (!ceiling || exceedsCeiling(resolved, ceiling)) return refused('above-ceiling');
  }
  return undefined;
}

/** The same version again is no news, and no fault: `held`. */
export function judgeContent(
  { record }: OpenedDisclosure,
  { feed, c, held, bound, isTaken = false }: ContentFacts,
): Exception | 'held' | undefined {
  const same = held.find(({ publisher, modified }) => publisher === feed.publisher && modified === record['modified']);
  if (same) return same.c === c ? 'held' : quarantined('equivocation');
  if (isTaken) return undefined;
  return judgeRevision(record, feed, held) ?? (record['type'] === 'step' ? judgeStep(record, bound) : undefined);
}

/** Only the author revises, and keeps what a revision keeps. A step has one version. Relayed objects are each publisher's own. */
function judgeRevision(
  record: JsonObject,
  feed: PlaceFacts['feed'],
  held: readonly HeldVersion[],
): Exception | undefined {
  const type = textOf(record['type']);
  if (isOwnType(type) && held.some(({ publisher }) => publisher !== feed.publisher)) return refused('not-author');
  const earlier = held.find(({ publisher }) => publisher === feed.publisher);
  if (!earlier) return undefined;
  const isSound = type !== 'step' && changedByRevision(earlier.object, record) === undefined;
  return isSound ? undefined : refused('bad-record');
}

/**
 * A step binds a version that is here: id, modified and c agree; what is done in an exercise is done to an exercise; and nobody is
 * bound to what they could not read whole.
 */
function judgeStep(record: JsonObject, bound: BoundVersion | undefined): Exception | undefined {
  const subject = record['subject'] as unknown as VersionRef;
  if (!bound || bound.c !== subject.c) return quarantined('unknown-subject');
  if (bound.accord !== record['accord_ref'] || bound.channel !== record['channel']) return quarantined('wrong-accord');
  if (differInExercise(bound.object, record)) return refused('bad-record');
  return isBinding(textOf(record['verb'])) && bound.isWithheldFromActor ? refused('withheld-required') : undefined;
}
