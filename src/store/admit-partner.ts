import { fromBase64Strict, toBase64 } from '#platform';
import { isJsonObject, textOf, type JsonObject, type JsonValue } from '#kernel/json/types.ts';
import type { Entry } from '#kernel/log/entry.ts';
import type { KnownMarkings } from '#kernel/policy/markings.ts';
import type { VersionRef } from '#kernel/lifecycle/fold.ts';
import {
  judgeContent,
  judgePlace,
  judgeShape,
  openGiven,
  type BoundVersion,
  type Exception,
} from '#kernel/protocol/partner-record.ts';
import type { OpenedDisclosure } from '#kernel/record/disclosure.ts';
import { accordById, CHARTER, type Accord } from '#store/accords.ts';
import { sql, type Tx } from '#store/db.ts';
import { askAgainForMarked } from '#store/due-again.ts';
import type { Feed } from '#store/feeds.ts';
import { keepRecords, type Kept } from '#store/keep-records.ts';
import { knownMarkings, markingsNamed } from '#store/known-markings.ts';
import { versionsOf, type StoredRecord } from '#store/records.ts';
import { disclosedTo, isWhole } from '#store/release.ts';
import type { Self } from '#store/self.ts';

export type Taken = { readonly record: number } | Exception;
/** `at`: of its entry. */
export type Given = {
  readonly c: string;
  readonly at: string;
  readonly disclosure: JsonValue;
  /** It was admitted before this node was restored, and its receipt said so: its place is not judged by what holds today. */
  readonly isTaken?: boolean;
};

/**
 * The door in for a partner's records, of entries that were verified; none of them may depend on another (`independentRuns`).
 * One bad record never blocks a feed: whatever is wrong with it is an exception of our receipt, and the entry stands.
 */
export async function admitFromPartner(tx: Tx, self: Self, feed: Feed, given: readonly Given[]): Promise<Taken[]> {
  const opened = given.map(({ c, disclosure }) => openGiven(c, disclosure));
  const facts = await factsAbout(
    tx,
    feed,
    opened.flatMap((one) => ('record' in one ? [one.record] : [])),
  );
  const judged = opened.map((one, i) =>
    'record' in one ? (judge(one, given[i]!, { self, feed, ...facts }) ?? one) : one,
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
              publishedAt: given[i]!.at,
            },
          ]
        : [],
    ),
  );
  const isExplained = judged.some((one) => 'parts' in one && one.record['type'] === 'marking-definition');
  if (isExplained) await askAgainForMarked(tx, feed.publisher);
  let kept = 0;
  return judged.map((one) => ('parts' in one ? { record: seqs[kept++]! } : one));
}

type Item = { readonly entry: Entry; readonly given: Given | null };

/**
 * Cut before what may depend on one before it: on its own id or on its subject. In the charter each may change the accord itself,
 * and an act (a recall, a key) stands alone, since it may be about what came just before.
 */
export function independentRuns<T extends Item>(feed: Feed, items: readonly T[]): T[][] {
  const runs: T[][] = [];
  let ids = new Set<JsonValue>();
  let isCut = true;
  for (const item of items) {
    const { own, subjects } = item.given === null ? NAMES_NOTHING : namedIn(item.given.disclosure);
    const isDependent = [...own, ...subjects].some((id) => ids.has(id));
    const standsAlone = feed.channel === CHARTER || isAct(item.entry);
    if (isCut || standsAlone || isDependent) {
      runs.push([]);
      ids = new Set();
    }
    runs.at(-1)!.push(item);
    for (const id of own) ids.add(id);
    isCut = standsAlone;
  }
  return runs;
}

const isAct = ({ kind }: Entry): boolean => kind !== 'record' && kind !== 'receipt';

type Named = { readonly own: readonly JsonValue[]; readonly subjects: readonly JsonValue[] };
const NAMES_NOTHING: Named = { own: [], subjects: [] };

/** Its own id, and those of its subject and markings, wherever the disclosure claims them; what it claims is judged later. */
function namedIn(disclosure: JsonValue): Named {
  const list = isJsonObject(disclosure) && Array.isArray(disclosure['parts']) ? disclosure['parts'] : [];
  const parts = (list as JsonValue[]).flatMap((one) =>
    isJsonObject(one) && isJsonObject(one['part']) ? [one['part']] : [],
  );
  const idsIn = (objects: readonly JsonObject[]) => objects.flatMap(({ id }) => (id === undefined ? [] : [id]));
  return {
    own: idsIn(parts),
    subjects: [
      ...idsIn(parts.flatMap(({ subject }) => (isJsonObject(subject) ? [subject] : []))),
      // What a marking means is read from its object, which may stand just before.
      ...parts.flatMap(markingsNamed),
    ],
  };
}

/** What is held that the records are judged by, read once for all of them. */
type Facts = {
  readonly accord: Accord | undefined;
  /** Those that accords of cities among the records say they are under. */
  readonly parents: ReadonlyMap<string, Accord>;
  /** All versions of the records' own ids and of their subjects, newest first. */
  readonly versions: ReadonlyMap<string, readonly StoredRecord[]>;
  /** Authors that are another party than the publisher. */
  readonly otherParties: ReadonlySet<string>;
  /** Versions of ours that the publisher was given whole. */
  readonly givenWhole: ReadonlySet<number>;
  /** Markings that the publisher has explained. */
  readonly known: KnownMarkings;
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
  const parents = new Map<string, Accord>();
  for (const id of new Set(texts('parent_ref'))) {
    const parent = feed.channel === CHARTER ? await accordById(tx, id) : undefined;
    if (parent) parents.set(id, parent);
  }
  return {
    accord: await accordById(tx, feed.accord),
    parents,
    versions,
    otherParties: new Set(authors.map(({ id }) => id)),
    givenWhole: await givenWhole(tx, feed.publisher, subjects),
    known: await knownMarkings(tx, records.flatMap(markingsNamed), feed.publisher),
  };
}

async function givenWhole(tx: Tx, partner: string, seqs: readonly number[]): Promise<Set<number>> {
  if (seqs.length === 0) return new Set();
  const given = await disclosedTo(tx, seqs, partner);
  const before = await tx.rows<{ record: number }>(sql`
    select record from store.release where record = any (${seqs}) and recipient = ${partner} and whole`);
  return new Set([
    ...[...given].flatMap(([seq, disclosure]) => (isWhole(disclosure) ? [seq] : [])),
    ...before.map(({ record }) => record),
  ]);
}

type Bench = Facts & { readonly self: Self; readonly feed: Feed };

function judge(
  opened: OpenedDisclosure,
  { c, isTaken = false }: Given,
  bench: Bench,
): Exception | { readonly record: number } | undefined {
  const { record } = opened;
  const { self, feed, accord, parents, otherParties } = bench;
  const wrong =
    judgeShape(opened) ??
    (isTaken
      ? undefined
      : judgePlace(opened, {
          self: self.partyId,
          feed,
          accord,
          parent: parents.get(textOf(record['parent_ref'])),
          // Objects by an identity under another paired party (or us) enter only through that party's own feed.
          isAuthorAnotherParty: otherParties.has(textOf(record['created_by_ref'])),
          known: bench.known,
        }));
  if (wrong) return wrong;
  const held = bench.versions.get(textOf(record['id'])) ?? [];
  const judged = judgeContent(opened, { feed, c, held: held.map(heldVersion), bound: boundBy(record, bench), isTaken });
  if (judged !== 'held') return judged;
  return { record: held.find((one) => one.publisher === feed.publisher && one.modified === record['modified'])!.seq };
}

const heldVersion = (version: StoredRecord) => ({ ...version, c: toBase64(version.c) });

function boundBy(
  { type, subject }: JsonObject,
  { feed, versions, givenWhole: whole }: Bench,
): BoundVersion | undefined {
  if (type !== 'step') return undefined;
  const { id, modified } = subject as unknown as VersionRef; // its shape was judged
  const bound = versions.get(id)?.find((version) => version.modified === modified);
  const isWithheldFromActor = bound?.publisher !== feed.publisher && !whole.has(bound?.seq ?? -1);
  return bound && { ...heldVersion(bound), isWithheldFromActor };
}
