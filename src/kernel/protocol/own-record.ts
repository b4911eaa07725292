import { Failure } from '../errors.ts';
import type { JsonObject, JsonValue } from '../json/types.ts';
import { textOf } from '../json/types.ts';
import { isForKind, isUnderParent, type ParentTerms } from '../policy/cities.ts';
import { defaultMarkings, type Pap, type Tlp } from '../policy/markings.ts';
import { EXTENSION, isInternalType, isOwnType } from '../stix/extension.ts';
import { formatTimestamp } from '../stix/timestamps.ts';
import { validateObject } from '../stix/validate.ts';
import { CHARTER } from '../stix/values.ts';
import type { HeldVersion } from './partner-record.ts';
import { changedByRevision } from './revision.ts';

export type OwnTerms = {
  readonly kind?: string | undefined;
  readonly parties: readonly string[];
  readonly channels: readonly {
    readonly name: string;
    readonly default_markings: { readonly tlp: Tlp; readonly pap?: Pap };
  }[];
};
export type Writing = {
  readonly partyId: string;
  readonly now: Date;
  readonly uuid: () => string;
  /** Of the accord that the record names. */
  readonly terms: OwnTerms | undefined;
};

/** What the author may leave out. Default markings go into one's own input before it is hashed. */
export function completeOwn(input: JsonObject, { partyId, now, uuid, terms }: Writing): JsonObject {
  const type = textOf(input['type']);
  const time = formatTimestamp(now);
  const id = input['id'] ?? `${type}--${uuid()}`;
  const channel = input['channel'] ?? (type === 'accord' ? CHARTER : undefined);
  return {
    spec_version: '2.1',
    created: input['modified'] ?? time,
    modified: time,
    created_by_ref: partyId,
    ...(type === 'accord' ? { accord_ref: id } : {}),
    ...(isOwnType(type) ? { extensions: EXTENSION } : {}),
    ...(channel === undefined ? {} : { channel }),
    object_marking_refs: markingsFor(terms, channel),
    ...input,
    id,
  };
}

function markingsFor(terms: OwnTerms | undefined, channel: JsonValue | undefined): string[] {
  const declared = terms?.channels.find(({ name }) => name === channel)?.default_markings;
  return defaultMarkings(declared ?? { tlp: 'amber' });
}

/** Only the author revises, forwards in time; a step is never revised; an accord names us. Throws what is wrong. */
export function refuseOwn(object: JsonObject, { partyId, terms, earlier, parent }: OwnFacts): void {
  const [issue, ...more] = validateObject(object, { mode: 'own' });
  if (issue)
    throw new Failure('bad-input', `${issue.path}: ${issue.message}`, { issues: [issue, ...more].slice(0, 100) });
  const type = textOf(object['type']);
  const refuse = (code: 'bad-input' | 'forbidden' | 'conflict', message: string, property: string): never => {
    throw new Failure(code, message, { path: `$.${property}` });
  };
  if (object['created_by_ref'] !== partyId)
    refuse('forbidden', 'a record has one author, and here that is this party', 'created_by_ref');
  const parties = type === 'accord' ? (object['parties'] as readonly string[]) : terms?.parties;
  if (parties && !parties.includes(partyId)) refuse('bad-input', 'this party is not in the accord', 'parties');
  if (type !== 'accord' && !isInternalType(type) && !isOpenChannel(object, terms))
    refuse('bad-input', 'the accord has no such channel for this record', 'channel');
  if (!isForKind(terms?.kind, object))
    refuse('bad-input', 'an accord of cities carries no records of this type', 'type');
  if (type === 'accord' && !isUnderParent(object, parent))
    refuse('bad-input', 'there is no accord between these two parties that this one could be under', 'parent_ref');
  // What both ratified, the partner holds: its door judges as this one.
  if (type === 'accord' && parent && !earlier && !parent.isRatified)
    refuse('conflict', 'the accord that it is under waits for a ratification', 'parent_ref');
  if (!earlier) return;
  if (earlier.publisher !== partyId) refuse('forbidden', 'another party is the author of this record', 'id');
  if (type === 'step') refuse('conflict', 'a step is never revised; a later step undoes it', 'id');
  if (Date.parse(textOf(object['modified'])) <= Date.parse(earlier.modified))
    refuse('conflict', `a revision must be later than ${earlier.modified}`, 'modified');
  const changed = changedByRevision(earlier.object, object);
  if (changed !== undefined) refuse('bad-input', 'a revision keeps this', changed);
}

export type OwnFacts = Pick<Writing, 'partyId' | 'terms'> & {
  /** The newest version of the same id that is held. */
  readonly earlier: Pick<HeldVersion, 'publisher' | 'modified' | 'object'> | undefined;
  /** The accord that the record, an accord of cities, is under. */
  readonly parent?: (ParentTerms & { readonly isRatified: boolean }) | undefined;
};

const isOpenChannel = ({ type, channel }: JsonObject, terms: OwnTerms | undefined): boolean =>
  channel === CHARTER ? type === 'step' : terms?.channels.some(({ name }) => name === channel) === true;
