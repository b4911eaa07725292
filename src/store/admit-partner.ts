import { fromBase64Strict, toBase64 } from '#platform';
import { Failure } from '#kernel/errors.ts';
import type { JsonObject, JsonValue } from '#kernel/json/types.ts';
import type { ReceiptCode, ReceiptState } from '#kernel/log/entry.ts';
import { CHARTER_CEILING, exceedsCeiling } from '#kernel/policy/decide.ts';
import { partMarkings, resolveMarkings } from '#kernel/policy/markings.ts';
import { openDisclosure, type OpenedDisclosure } from '#kernel/record/disclosure.ts';
import { isOwnType } from '#kernel/stix/extension.ts';
import { isIndispensable } from '#kernel/stix/types.ts';
import { validateObject, type Issue } from '#kernel/stix/validate.ts';
import { accordById, CHARTER, type Accord } from '#store/accords.ts';
import { changedByRevision, textOf } from '#store/admit.ts';
import { sql, type Tx } from '#store/db.ts';
import type { Feed } from '#store/feeds.ts';
import { keepRecords } from '#store/keep-records.ts';
import { versionsOf, type StoredRecord } from '#store/records.ts';
import { disclosedTo } from '#store/release.ts';
import type { Self } from '#store/self.ts';

/** What a receipt will say where it excepts an entry. */
export type Exception = { readonly state: ReceiptState; readonly code: ReceiptCode };
export type Taken = { readonly record: number } | Exception;

const refused = (code: ReceiptCode): Exception => ({ state: 'refused', code });
const quarantined = (code: ReceiptCode): Exception => ({ state: 'quarantined', code });

/**
 * The door in for a partner's record, of an entry that was verified. One bad record never blocks a feed: whatever is wrong
 * with it is an exception of our receipt, and the entry stands.
 */
export async function admitFromPartner(
  tx: Tx,
  self: Self,
  feed: Feed,
  given: { c: string; disclosure: JsonValue },
): Promise<Taken> {
  if (given.disclosure === null) return { state: 'missing', code: 'no-disclosure' };
  const opened = open(given.c, given.disclosure);
  if (!opened) return quarantined('bad-disclosure');
  const { record } = opened;
  const accord = record['type'] === 'accord' ? proposed(record) : await accordById(tx, feed.accord);
  const fault =
    refuseShape(opened) ??
    (await refusePlace(tx, self, { feed, record, accord })) ??
    refuseMarkings(opened, feed, accord);
  if (fault) return fault;
  const known = await tx.row<{ seq: number; c: Uint8Array }>(sql`
    select seq, c from store.record where publisher = ${feed.publisher} and id = ${record['id']} and modified = ${record['modified']}`);
  if (known) return toBase64(new Uint8Array(known.c)) === given.c ? { record: known.seq } : quarantined('equivocation');
  const wrong =
    (await refuseRevision(tx, feed, record)) ??
    (record['type'] === 'step' ? await refuseStep(tx, feed, record) : undefined);
  if (wrong) return wrong;
  const c = fromBase64Strict(given.c);
  const [seq] = await keepRecords(tx, [
    {
      object: record,
      parts: opened.parts,
      c,
      publisher: feed.publisher,
      place: 'shared',
      secret: null,
      at: self.now(),
    },
  ]);
  return { record: seq! };
}

function open(c: string, disclosure: JsonValue): OpenedDisclosure | undefined {
  try {
    return openDisclosure(c, disclosure);
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

/** An accord speaks for itself: its parties and channels are in it. */
const proposed = (record: JsonObject): Pick<Accord, 'parties' | 'channels' | 'state'> | undefined => {
  const { parties, channels } = record as unknown as Accord;
  return Array.isArray(parties) && Array.isArray(channels) ? { parties, channels, state: 'proposed' } : undefined;
};

const RECEIPT_CODE = {
  'bad-record': 'bad-record',
  'unknown-type': 'unsupported-type',
  'person-rule': 'person-rules',
} satisfies Record<Issue['code'], ReceiptCode>;

function refuseShape({ record, parts }: OpenedDisclosure): Exception | undefined {
  const withheld = new Set(parts.flatMap((part) => (part.canonical === null ? part.properties : [])));
  const { type } = record;
  if (typeof type === 'string' && [...withheld].some((property) => isIndispensable(type, property)))
    return refused('withheld-required');
  const [issue] = validateObject(record, { withheld });
  if (!issue) return undefined;
  return refused(RECEIPT_CODE[issue.code]);
}

async function refusePlace(
  tx: Tx,
  self: Self,
  given: { feed: Feed; record: JsonObject; accord: Pick<Accord, 'parties' | 'channels' | 'state'> | undefined },
): Promise<Exception | undefined> {
  const { feed, record, accord } = given;
  if (record['accord_ref'] !== feed.accord || record['channel'] !== feed.channel) return refused('wrong-accord');
  if (record['type'] === 'statement') return refused('unsupported-type');
  if (
    isOwnType(textOf(record, 'type')) ? record['created_by_ref'] !== feed.publisher : await isOfAParty(tx, feed, record)
  )
    return refused('not-author');
  const parties = accord?.parties;
  if (!parties?.includes(self.partyId) || !parties.includes(feed.publisher)) return refused('wrong-accord');
  const isCharterType = record['type'] === 'accord' || record['type'] === 'step';
  if (feed.channel === CHARTER) return isCharterType ? undefined : refused('wrong-accord');
  if (record['type'] === 'accord' || !accord?.channels.some((channel) => channel.name === feed.channel))
    return refused('wrong-accord');
  return accord.state === 'in-force' ? undefined : refused('not-in-force');
}

/** Objects by an identity under another paired party (or us) enter only through that party's own feed. */
async function isOfAParty(tx: Tx, feed: Feed, record: JsonObject): Promise<boolean> {
  const author = record['created_by_ref'] ?? null;
  return (await tx.row(sql`select 1 from store.party where id = ${author} and id <> ${feed.publisher}`)) !== undefined;
}

function refuseMarkings(
  { record, parts }: OpenedDisclosure,
  feed: Feed,
  accord: Pick<Accord, 'channels'> | undefined,
): Exception | undefined {
  const ceiling =
    feed.channel === CHARTER
      ? CHARTER_CEILING
      : accord?.channels.find((channel) => channel.name === feed.channel)?.ceiling;
  for (const part of parts) {
    if (part.canonical === null) continue;
    const resolved = resolveMarkings(partMarkings(record, part));
    if ('unknown' in resolved) return refused('unknown-marking');
    if (!ceiling || exceedsCeiling(resolved, ceiling)) return refused('above-ceiling');
  }
  return undefined;
}

/** Only the author revises, and keeps what a revision keeps. A step has one version. Relayed objects are each publisher's own. */
async function refuseRevision(tx: Tx, feed: Feed, record: JsonObject): Promise<Exception | undefined> {
  const held = await versionsOf(tx, [textOf(record, 'id')]);
  const type = textOf(record, 'type');
  if (isOwnType(type) && held.some(({ publisher }) => publisher !== feed.publisher)) return refused('not-author');
  const earlier = held.find(({ publisher }) => publisher === feed.publisher);
  if (!earlier) return undefined;
  const isSound = type !== 'step' && changedByRevision(earlier.object, record) === undefined;
  return isSound ? undefined : refused('bad-record');
}

/** A step binds a version that is here: id, modified and c agree. */
async function refuseStep(tx: Tx, feed: Feed, record: JsonObject): Promise<Exception | undefined> {
  const subject = record['subject'] as { id: string; modified: string; c: string };
  const bound = (await versionsOf(tx, [subject.id])).find((version) => version.modified === subject.modified);
  if (!bound || toBase64(bound.c) !== subject.c) return quarantined('unknown-subject');
  if (bound.accord !== record['accord_ref'] || bound.channel !== record['channel']) return quarantined('wrong-accord');
  const isBinding = BINDING_VERBS.has(textOf(record, 'verb'));
  return isBinding && (await isWithheldFrom(tx, feed.publisher, bound)) ? refused('withheld-required') : undefined;
}

/** Definitions, "Step": nobody binds themselves, and is bound by us, to what they could not read whole. */
const BINDING_VERBS: ReadonlySet<string> = new Set(['ratify', 'accept', 'agree', 'sign', 'verify']);

async function isWithheldFrom(tx: Tx, partner: string, bound: StoredRecord): Promise<boolean> {
  if (bound.publisher === partner) return false;
  const given = await disclosedTo(tx, bound.seq, partner);
  return given === undefined || given.parts.some((part) => 'hash' in part);
}
