import { fromBase64Strict, toBase64 } from '#platform';
import { Failure } from '#kernel/errors.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '#kernel/json/types.ts';
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
import { keepRecords, type Kept } from '#store/keep-records.ts';
import { versionsOf, type StoredRecord } from '#store/records.ts';
import { disclosedTo } from '#store/release.ts';
import type { Self } from '#store/self.ts';

/** What a receipt will say where it excepts an entry. */
export type Exception = { readonly state: ReceiptState; readonly code: ReceiptCode };
export type Taken = { readonly record: number } | Exception;

const refused = (code: ReceiptCode): Exception => ({ state: 'refused', code });
const quarantined = (code: ReceiptCode): Exception => ({ state: 'quarantined', code });

export type Given = { readonly c: string; readonly disclosure: JsonValue };

/**
 * The door in for a partner's records, of entries that were verified; none of them may depend on another (`independentRuns`).
 * One bad record never blocks a feed: whatever is wrong with it is an exception of our receipt, and the entry stands.
 */
export async function admitFromPartner(tx: Tx, self: Self, feed: Feed, given: readonly Given[]): Promise<Taken[]> {
  const opened = given.map(open);
  const facts = await factsAbout(
    tx,
    feed,
    opened.flatMap((one) => ('record' in one ? [one.record] : [])),
  );
  const judged = opened.map((one, i) =>
    'record' in one ? (judge(one, given[i]!.c, { self, feed, ...facts }) ?? one) : one,
  );
  const seqs = await keepRecords(
    tx,
    judged.flatMap((one, i): Kept[] =>
      'parts' in one
        ? [
            {
              object: one.record,
              parts: one.parts,
              c: fromBase64Strict(given[i]!.c),
              publisher: feed.publisher,
              place: 'shared',
              secret: null,
              at: self.now(),
            },
          ]
        : [],
    ),
  );
  let kept = 0;
  return judged.map((one) => ('parts' in one ? { record: seqs[kept++]! } : one));
}

/** Where each run ends: before what may depend on one before it. In the charter each may change the accord itself. */
export function independentRuns<T extends { readonly given: Given | null }>(feed: Feed, items: readonly T[]): T[][] {
  const runs: T[][] = [];
  let ids = new Set<JsonValue>();
  for (const item of items) {
    const named = item.given === null ? [] : namedIds(item.given.disclosure);
    if (runs.length === 0 || feed.channel === CHARTER || named.some((id) => ids.has(id))) {
      runs.push([]);
      ids = new Set();
    }
    runs.at(-1)!.push(item);
    for (const id of named) ids.add(id);
  }
  return runs;
}

/** Its own id and that of its subject, wherever the disclosure claims them; what it claims is judged later. */
function namedIds(disclosure: JsonValue): JsonValue[] {
  const parts = isJsonObject(disclosure) && Array.isArray(disclosure['parts']) ? disclosure['parts'] : [];
  return (parts as JsonValue[]).flatMap((one) => {
    const part = isJsonObject(one) && isJsonObject(one['part']) ? one['part'] : {};
    const subject = part['subject'];
    return [part['id'], isJsonObject(subject) ? subject['id'] : undefined].filter((id) => id !== undefined);
  });
}

/** What is held that the records are judged by, read once for all of them. */
type Facts = {
  readonly accord: Accord | undefined;
  /** All versions of the records' own ids and of their subjects, newest first. */
  readonly versions: ReadonlyMap<string, readonly StoredRecord[]>;
  /** Authors that are another party than the publisher. */
  readonly otherParties: ReadonlySet<string>;
  /** Versions of ours that the publisher was given whole. */
  readonly givenWhole: ReadonlySet<number>;
};

async function factsAbout(tx: Tx, feed: Feed, records: readonly JsonObject[]): Promise<Facts> {
  const texts = (property: string) =>
    records.map((record) => record[property]).filter((value) => typeof value === 'string');
  const bound = records.flatMap(({ subject }) =>
    isJsonObject(subject) && typeof subject['id'] === 'string' ? [subject['id']] : [],
  );
  const ids = [...new Set([...texts('id'), ...bound])];
  const versions = Map.groupBy(ids.length === 0 ? [] : await versionsOf(tx, ids), ({ id }) => id);
  const authors = await tx.rows<{ id: string }>(sql`
    select id from store.party where id = any (${[...new Set(texts('created_by_ref'))]}) and id <> ${feed.publisher}`);
  const subjects = [...new Set(bound)].flatMap((id) => (versions.get(id) ?? []).map(({ seq }) => seq));
  return {
    accord: await accordById(tx, feed.accord),
    versions,
    otherParties: new Set(authors.map(({ id }) => id)),
    givenWhole: await givenWhole(tx, feed.publisher, subjects),
  };
}

async function givenWhole(tx: Tx, partner: string, seqs: readonly number[]): Promise<Set<number>> {
  const given = seqs.length === 0 ? [] : [...(await disclosedTo(tx, seqs, partner))];
  return new Set(given.flatMap(([seq, { parts }]) => (parts.some((part) => 'hash' in part) ? [] : [seq])));
}

type Bench = Facts & { readonly self: Self; readonly feed: Feed };

function judge(opened: OpenedDisclosure, c: string, bench: Bench): Exception | { readonly record: number } | undefined {
  const { record } = opened;
  const { feed } = bench;
  const accord = record['type'] === 'accord' ? proposed(record) : bench.accord;
  const fault = refuseShape(opened) ?? refusePlace(record, accord, bench) ?? refuseMarkings(opened, feed, accord);
  if (fault) return fault;
  const held = bench.versions.get(textOf(record, 'id')) ?? [];
  const known = held.find(({ publisher, modified }) => publisher === feed.publisher && modified === record['modified']);
  if (known) return toBase64(known.c) === c ? { record: known.seq } : quarantined('equivocation');
  return refuseRevision(feed, record, held) ?? (record['type'] === 'step' ? refuseStep(record, bench) : undefined);
}

function open({ c, disclosure }: Given): OpenedDisclosure | Exception {
  if (disclosure === null) return { state: 'missing', code: 'no-disclosure' };
  try {
    return openDisclosure(c, disclosure);
  } catch (error) {
    if (error instanceof Failure) return quarantined('bad-disclosure');
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

function refusePlace(
  record: JsonObject,
  accord: Pick<Accord, 'parties' | 'channels' | 'state'> | undefined,
  { self, feed, otherParties }: Bench,
): Exception | undefined {
  if (record['accord_ref'] !== feed.accord || record['channel'] !== feed.channel) return refused('wrong-accord');
  if (record['type'] === 'statement') return refused('unsupported-type');
  // Objects by an identity under another paired party (or us) enter only through that party's own feed.
  const author = record['created_by_ref'];
  const isForeign = isOwnType(textOf(record, 'type'))
    ? author !== feed.publisher
    : typeof author === 'string' && otherParties.has(author);
  if (isForeign) return refused('not-author');
  const parties = accord?.parties;
  if (!parties?.includes(self.partyId) || !parties.includes(feed.publisher)) return refused('wrong-accord');
  const isCharterType = record['type'] === 'accord' || record['type'] === 'step';
  if (feed.channel === CHARTER) return isCharterType ? undefined : refused('wrong-accord');
  if (record['type'] === 'accord' || !accord?.channels.some((channel) => channel.name === feed.channel))
    return refused('wrong-accord');
  return accord.state === 'in-force' ? undefined : refused('not-in-force');
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
function refuseRevision(feed: Feed, record: JsonObject, held: readonly StoredRecord[]): Exception | undefined {
  const type = textOf(record, 'type');
  if (isOwnType(type) && held.some(({ publisher }) => publisher !== feed.publisher)) return refused('not-author');
  const earlier = held.find(({ publisher }) => publisher === feed.publisher);
  if (!earlier) return undefined;
  const isSound = type !== 'step' && changedByRevision(earlier.object, record) === undefined;
  return isSound ? undefined : refused('bad-record');
}

/** A step binds a version that is here: id, modified and c agree. */
function refuseStep(record: JsonObject, { feed, versions, givenWhole: whole }: Bench): Exception | undefined {
  const subject = record['subject'] as { id: string; modified: string; c: string };
  const bound = versions.get(subject.id)?.find((version) => version.modified === subject.modified);
  if (!bound || toBase64(bound.c) !== subject.c) return quarantined('unknown-subject');
  if (bound.accord !== record['accord_ref'] || bound.channel !== record['channel']) return quarantined('wrong-accord');
  const isBinding = BINDING_VERBS.has(textOf(record, 'verb'));
  const isWithheld = bound.publisher !== feed.publisher && !whole.has(bound.seq);
  return isBinding && isWithheld ? refused('withheld-required') : undefined;
}

/** Definitions, "Step": nobody binds themselves, and is bound by us, to what they could not read whole. */
const BINDING_VERBS: ReadonlySet<string> = new Set(['ratify', 'accept', 'agree', 'sign', 'verify']);
