import { fromBase64Strict } from '#platform';
import { Failure } from '#kernel/errors.ts';
import { canonicalize } from '#kernel/json/canonical.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import { defaultMarkings, partMarkings } from '#kernel/policy/markings.ts';
import { commit, type HeldPart } from '#kernel/record/commitment.ts';
import { EXTENSION, isOwnType } from '#kernel/stix/extension.ts';
import { formatTimestamp } from '#kernel/stix/timestamps.ts';
import { validateObject } from '#kernel/stix/validate.ts';
import { accordById, CHARTER, otherParty, type Accord } from '#store/accords.ts';
import { classOf } from '#store/classes.ts';
import { sql, type Tx } from '#store/db.ts';
import { versionsOf } from '#store/records.ts';
import type { Self } from '#store/self.ts';

export type Place = 'internal' | 'shared';
export type Admitted = { readonly seq: number; readonly id: string; readonly modified: string; readonly c: string };

const INTERNAL_TYPES: ReadonlySet<string> = new Set(['statement']);

/**
 * The door in for our own records. One transaction: validated, canonical, marked, committed to, stored by part, and queued for release.
 * After its commit the record is durably queued, whatever happens to the process.
 */
export async function admit(tx: Tx, self: Self, input: JsonObject): Promise<Admitted> {
  const accordId = input['type'] === 'accord' ? undefined : textOf(input, 'accord_ref');
  const accord = accordId === undefined ? undefined : await accordById(tx, accordId);
  if (accordId !== undefined && !accord) throw new Failure('bad-input', 'no such accord', { path: '$.accord_ref' });
  const object = complete(input, self, accord);
  refuseIssues(object);
  await refuseForeign(tx, self, object, accord);
  const place: Place = INTERNAL_TYPES.has(textOf(object, 'type')) ? 'internal' : 'shared';
  const secret = self.randomBytes(32);
  const { c, parts } = commit(object, secret);
  const seq = await keepRecord(tx, {
    object,
    parts,
    c: fromBase64Strict(c),
    publisher: self.partyId,
    place,
    secret,
    at: self.now(),
  });
  if (place === 'shared') await queueRelease(tx, seq, recipientOf(object, self, accord), object);
  return { seq, id: textOf(object, 'id'), modified: textOf(object, 'modified'), c };
}

export async function admitMany(tx: Tx, self: Self, inputs: readonly JsonObject[]): Promise<Admitted[]> {
  const admitted: Admitted[] = [];
  for (const input of inputs) admitted.push(await admit(tx, self, input));
  return admitted;
}

export const textOf = (object: JsonObject, property: string): string => {
  const value = object[property];
  if (typeof value !== 'string') throw new Failure('bad-input', 'must be a text', { path: `$.${property}` });
  return value;
};

/** What the author may leave out. Default markings go into one's own input before it is hashed. */
function complete(input: JsonObject, self: Self, accord: Accord | undefined): JsonObject {
  const type = textOf(input, 'type');
  const now = formatTimestamp(self.now());
  const id = input['id'] ?? `${type}--${self.uuid()}`;
  const channel = input['channel'] ?? (type === 'accord' ? CHARTER : undefined);
  return {
    spec_version: '2.1',
    created: input['modified'] ?? now,
    modified: now,
    created_by_ref: self.partyId,
    ...(type === 'accord' ? { accord_ref: id } : {}),
    ...(isOwnType(type) ? { extensions: EXTENSION } : {}),
    ...(channel === undefined ? {} : { channel }),
    object_marking_refs: markingsFor(accord, channel),
    ...input,
    id,
  };
}

function markingsFor(accord: Accord | undefined, channel: unknown): string[] {
  const declared = accord?.channels.find((candidate) => candidate.name === channel)?.default_markings;
  return defaultMarkings(declared ?? { tlp: 'amber' });
}

function refuseIssues(object: JsonObject): void {
  const issues = validateObject(object, { mode: 'own' });
  const first = issues[0];
  if (first) throw new Failure('bad-input', `${first.path}: ${first.message}`, { issues: issues.slice(0, 100) });
}

/** Only the author revises, forwards in time; a step is never revised; an accord names us and one paired partner. */
async function refuseForeign(tx: Tx, self: Self, object: JsonObject, accord: Accord | undefined): Promise<void> {
  const type = textOf(object, 'type');
  if (object['created_by_ref'] !== self.partyId) {
    throw new Failure('forbidden', 'a record has one author, and here that is this party', {
      path: '$.created_by_ref',
    });
  }
  const parties = type === 'accord' ? (object['parties'] as readonly string[]) : accord?.parties;
  if (parties && !parties.includes(self.partyId))
    throw new Failure('bad-input', 'this party is not in the accord', { path: '$.parties' });
  if (type !== 'accord' && type !== 'statement') refuseUndeclaredChannel(object, accord);
  const earlier = (await versionsOf(tx, [textOf(object, 'id')]))[0];
  if (!earlier) return;
  if (earlier.publisher !== self.partyId)
    throw new Failure('forbidden', 'another party is the author of this record', { path: '$.id' });
  if (type === 'step')
    throw new Failure('conflict', 'a step is never revised; a later step undoes it', { path: '$.id' });
  if (Date.parse(textOf(object, 'modified')) <= Date.parse(earlier.modified)) {
    throw new Failure('conflict', `a revision must be later than ${earlier.modified}`, { path: '$.modified' });
  }
  const changed = changedByRevision(earlier.object, object);
  if (changed !== undefined) throw new Failure('bad-input', 'a revision keeps this', { path: `$.${changed}` });
}

/** `parties`: their order decides the fold, so it stands for the life of the accord. */
const KEPT = ['type', 'created', 'accord_ref', 'channel', 'parties'];

export const changedByRevision = (earlier: JsonObject, object: JsonObject): string | undefined =>
  KEPT.find(
    (property) =>
      earlier[property] !== undefined &&
      (object[property] === undefined || canonicalize(earlier[property]) !== canonicalize(object[property])),
  );

function refuseUndeclaredChannel(object: JsonObject, accord: Accord | undefined): void {
  const channel = object['channel'];
  const isOpen =
    channel === CHARTER ? object['type'] === 'step' : accord?.channels.some((declared) => declared.name === channel);
  if (!isOpen) throw new Failure('bad-input', 'the accord has no such channel for this record', { path: '$.channel' });
}

const recipientOf = (object: JsonObject, self: Self, accord: Accord | undefined): string | undefined => {
  if (accord) return otherParty(accord, self.partyId);
  const parties = object['parties'];
  return Array.isArray(parties)
    ? parties.filter((party): party is string => typeof party === 'string').find((party) => party !== self.partyId)
    : undefined;
};

/** The outbox: what is written here is decided and sent by the worker, also after a crash. */
async function queueRelease(tx: Tx, seq: number, recipient: string | undefined, object: JsonObject): Promise<void> {
  if (recipient === undefined) return;
  const known = await tx.run(sql`
    insert into store.release (record, recipient, accord, channel, outcome)
    select ${seq}, id, ${textOf(object, 'accord_ref')}, ${textOf(object, 'channel')}, 'queued'
    from store.party where id = ${recipient} and not is_self`);
  if (known === 0)
    throw new Failure('bad-input', 'the other party of this accord is not paired with this node', {
      path: '$.parties',
    });
  await tx.run(sql`select pg_notify('entente_outbox', '')`);
}

export type Kept = {
  readonly object: JsonObject;
  readonly parts: readonly HeldPart[];
  readonly c: Uint8Array;
  readonly publisher: string;
  readonly place: Place;
  readonly secret: Uint8Array | null;
  readonly at: Date;
};

/** Writes a version, one row per part, each with the visibility class of its own markings. */
export async function keepRecord(tx: Tx, kept: Kept): Promise<number> {
  const { object, parts, publisher } = kept;
  const subject =
    object['type'] === 'step' ? (object['subject'] as { id: string; modified: string; c: string }) : undefined;
  const classes = [];
  for (const part of parts) {
    classes.push(
      await classOf(tx, {
        accord: (object['accord_ref'] as string | undefined) ?? null,
        channel: (object['channel'] as string | undefined) ?? null,
        markings: partMarkings(object, part),
      }),
    );
  }
  const row = await tx.row<{ seq: number }>(sql`
    insert into store.record (publisher, id, modified, modified_at, type, author, accord, channel, place, class, c, parts, secret,
      subject_id, subject_modified, subject_c, verb, admitted_at)
    values (${publisher}, ${object['id']}, ${object['modified']}, ${object['modified']}, ${object['type']}, ${object['created_by_ref'] ?? null},
      ${object['accord_ref'] ?? null}, ${object['channel'] ?? null}, ${kept.place}, ${classes[0]}, ${kept.c}, ${parts.length}, ${kept.secret},
      ${subject?.id ?? null}, ${subject?.modified ?? null}, ${subject ? fromBase64Strict(subject.c) : null}, ${subject ? object['verb'] : null}, ${kept.at})
    on conflict (publisher, id, modified) do nothing returning seq`);
  if (!row) throw new Failure('conflict', 'this version is held already', { path: '$.modified' });
  for (const [n, part] of parts.entries()) {
    await tx.run(sql`
      insert into store.record_part (record, n, class, hash, markings, properties, salt, body)
      values (${row.seq}, ${n}, ${classes[n]}, ${part.hash}, ${part.markings}, ${part.properties}, ${part.salt}, ${part.canonical})`);
  }
  return row.seq;
}
