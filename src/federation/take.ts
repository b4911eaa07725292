import { fromBase64Strict } from '#platform';
import type { Entry } from '#kernel/log/entry.ts';
import { fault, isFault, type Fault } from '#kernel/log/faults.ts';
import type { JsonValue } from '#kernel/json/types.ts';
import { isException, openGiven, type Exception } from '#kernel/protocol/partner-record.ts';
import { readStub, stubOf, type Stub } from '#kernel/record/stub.ts';
import { receiptedBefore } from '#kernel/protocol/receipts.ts';
import { saidBefore } from '#kernel/protocol/restore.ts';
import { isRetakenAtOnce, mayFlow, retakenAs } from '#kernel/protocol/waiting.ts';
import { accordById } from '#store/accords.ts';
import { admitFromPartner, independentRuns, type Given, type Taken } from '#store/admit-partner.ts';
import { bigints, byteas, texts } from '#store/columns.ts';
import { sql, type Db, type Tx } from '#store/db.ts';
import { exceptedFrom, type Excepted } from '#store/due-again.ts';
import { basesOf, isCharterHeard, lockFeed, oppositeLine, type Feed } from '#store/feeds.ts';
import { tellOfRecords } from '#store/happenings.ts';
import type { Self } from '#store/self.ts';
import { lockSequencer } from '#store/sequencer.ts';
import { saidAhead, type SaidOfFeed } from '#store/settle-recovery.ts';
import { keepStubs } from '#store/stubs.ts';
import { act } from '#federation/acts.ts';
import { PAGE_ENTRIES, type EntriesPage } from '#federation/wire.ts';

type At = { readonly self: Self; readonly feed: Feed };
/** `isOver`: nothing of the feed is taken again. */
type Page = At & { readonly isOver: boolean };
/** A verified entry, as it was given, with its place in the feed. */
export type Item = {
  readonly idx: number;
  readonly text: string;
  readonly entry: Entry;
  readonly given: Given | null;
  /** What we had said of a record before we were restored, and whether we deleted it: it is judged only where it is `isAgain`. */
  readonly before?: Before;
  /** What is left of a record whose content is gone at its publisher. */
  readonly stub?: JsonValue;
};

type Before = {
  readonly said: Exception | null;
  readonly isGone: boolean;
  readonly stub: Stub | undefined;
  /** It was refused then only because the accord was not in force. */
  readonly isAgain: boolean;
};

/** The entries of a page that was verified, with what to open beside each record. */
export const itemsOf = (from: number, entries: readonly Entry[], page: EntriesPage): Item[] =>
  entries.map((entry, i) => {
    const { entry: text, disclosure, stub } = page.entries[i]!;
    return {
      idx: from + i,
      text,
      entry,
      ...(stub === undefined ? {} : { stub }),
      given: entry.kind === 'record' ? { c: entry.c, at: entry.at, disclosure } : null,
    };
  });

/** Keeps verified entries and does what they say. What is wrong with a record is an exception of our receipt. */
export async function takeEntries(tx: Tx, at: Page, items: readonly Item[]): Promise<void> {
  const bases = await basesOf(tx, oppositeLine(at.feed));
  const said = await saidAhead(tx, at.feed);
  const isFlowing = said !== undefined && !at.isOver && (await isRetaking(tx, at.feed));
  const asked = said ? items.map((item) => asSaid(item, { ...said, isFlowing }, at.feed.accord)) : items;
  for (const run of independentRuns(at.feed, asked)) await takeRun(tx, at, { items: run, bases });
}

const isRetaking = async (tx: Tx, { accord }: Feed): Promise<boolean> =>
  mayFlow((await accordById(tx, accord))?.state, await isCharterHeard(tx, accord));

/** What came before and was answered for is taken as it was then, whatever has happened to the accord since. */
function asSaid(item: Item, said: SaidOfFeed & { readonly isFlowing: boolean }, accord: string): Item {
  const { given } = item;
  const before = saidBefore(said, item.idx);
  const isGone = said.expunged.has(item.idx);
  const isAgain = !isGone && isRetakenAtOnce(before, said.isFlowing);
  if (given === null || (before === undefined && !isGone)) return item;
  // What either deleted since comes back as what is left of it.
  const isLeft = !before && (isGone || given.disclosure === null);
  const stub = isLeft ? stubFor(given, item.stub, accord) : undefined;
  return {
    ...item,
    given: isAgain ? given : isGone || before || stub ? null : { ...given, isTaken: true },
    before: { said: before ?? null, isGone, stub, isAgain },
  };
}

/** By its publisher's word, or from the content that its publisher still has. */
function stubFor({ c, disclosure }: Given, said: JsonValue | undefined, accord: string): Stub | undefined {
  const opened = disclosure === null ? undefined : openGiven(c, disclosure);
  return readStub(opened && !isException(opened) ? stubOf(opened.record) : said, accord);
}

type Run = { readonly items: readonly Item[]; readonly bases: ReadonlyMap<number, number> };

async function takeRun(tx: Tx, at: At, { items: run, bases }: Run): Promise<void> {
  const acted: (Exception | null)[] = [];
  for (const { idx, entry } of run) acted.push(entry.kind === 'record' ? null : await act(tx, at, { idx, entry }));
  const stubs = await takeStubs(tx, at, run);
  const givens = run.flatMap(({ given }) => given ?? []);
  const taken = givens.length === 0 ? [] : await takeRecords(tx, at, givens);
  let next = 0;
  const columns = run.map(({ idx, given, before }, i) => {
    const left = stubs.get(idx);
    if (left !== undefined) return columnsOf({ record: left });
    if (given === null) return columnsOf(before ? before.said : acted[i]!);
    const judged = taken[next++]!;
    return before?.isAgain ? { ...columnsOf(judged), ...(saidAgain(judged) ?? before.said) } : columnsOf(judged);
  });
  // What is taken again after a restore was told when it came.
  const came = columns.flatMap(({ record }, i) => (record === null || run[i]!.before ? [] : [record]));
  await tellOfRecords(tx, came, { at: at.self.now() });
  const seenSizes = run.map(({ entry: { seen } }) => (bases.get(seen[0]) ?? 0) + seen[1]);
  await tx.run(sql`
    insert into store.entry (feed, idx, kind, body, at, seen_size, record, c, state, code, expunged)
    select ${at.feed.id}, idx, kind, body, at, seen_size, record, c, state, code, expunged from unnest(
      ${bigints(run.map(({ idx }) => idx))}::bigint[], ${texts(run.map(({ entry }) => entry.kind))}::text[], ${texts(run.map(({ text }) => text))}::text[],
      ${texts(run.map(({ entry }) => entry.at))}::text[], ${bigints(seenSizes)}::bigint[],
      ${bigints(columns.map(({ record }) => record))}::bigint[], ${byteas(run.map(({ entry }) => (entry.kind === 'record' ? fromBase64Strict(entry.c) : null)))}::bytea[],
      ${texts(columns.map(({ state }) => state))}::text[], ${texts(columns.map(({ code }) => code))}::text[], ${run.map(({ before }) => before?.isGone ?? false)}::boolean[]
    ) as t (idx, kind, body, at, seen_size, record, c, state, code, expunged)`);
}

const saidAgain = (judged: Taken): Exception | undefined => retakenAs('record' in judged ? undefined : judged);

async function takeStubs(tx: Tx, { self, feed }: At, run: readonly Item[]): Promise<ReadonlyMap<number, number>> {
  const left = run.flatMap(({ idx, entry, before }) =>
    entry.kind === 'record' && before?.stub ? [{ idx, c: entry.c, stub: before.stub }] : [],
  );
  const seqs = await keepStubs(tx, feed, { left, at: self.now() });
  return new Map(left.flatMap(({ idx }, i) => (seqs[i] == null ? [] : [[idx, seqs[i]]])));
}

const columnsOf = (taken: Taken | null) =>
  taken === null
    ? { record: null, state: null, code: null }
    : 'record' in taken
      ? { record: taken.record, state: null, code: null }
      : { record: null, ...taken };

/**
 * A record that PostgreSQL itself cannot hold is as bad as one that breaks its schema, and blocks the feed as little: the
 * others of its run are taken one by one.
 */
async function takeRecords(tx: Tx, at: At, givens: readonly Given[]): Promise<Taken[]> {
  await tx.run(sql`savepoint record`);
  try {
    const taken = await admitFromPartner(tx, at.self, at.feed, givens);
    await tx.run(sql`release savepoint record`);
    return taken;
  } catch (error) {
    if (!isUnfit(error)) throw error;
    await tx.run(sql`rollback to savepoint record`);
    if (givens.length === 1) return [{ state: 'refused', code: 'bad-record' }];
    const taken: Taken[] = [];
    for (const given of givens) taken.push(...(await takeRecords(tx, at, [given])));
    return taken;
  }
}

/** SQLSTATE classes 22 (data exception) and 54 (program limit exceeded). */
const isUnfit = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^(22|54)/.test(String(error.code));

export type Asking = {
  readonly db: Db;
  readonly self: Self;
  /** Undefined: it gives nothing of this feed. */
  readonly ask: (from: number) => Promise<EntriesPage | Fault | undefined>;
};

/**
 * What came while the accord was not in force here (a suspension crossed it on the way) is asked for again once it is: its
 * publisher was in its right, and what both may hold is not lost. So is what bears a marking that was explained only later. The
 * next receipt says `stored`, `lifted`. True if any was taken.
 */
export async function retakeExcepted({ db, self, ask }: Asking, feed: Feed): Promise<boolean | Fault> {
  let came = false;
  for (let from = 0; ;) {
    const due = await db.transaction('node', (tx) => dueAgain(tx, feed, from));
    if (due.length === 0) return came;
    const first = due[0]!.idx;
    const page = await ask(first);
    if (page === undefined) return came;
    if (isFault(page)) return page;
    if (page.entries.length === 0)
      return fault('missing-entries', 'The partner does not give an entry that it had signed.');
    for (const excepted of due) {
      const given = page.entries[excepted.idx - first];
      if (given === undefined) continue;
      if (given.entry !== excepted.body)
        return fault('changed-entry', 'The partner shows another entry than the one that it had signed.');
      came =
        (await db.transaction('node', (tx) =>
          retake(tx, { self, feed }, excepted.idx, { c: excepted.c, at: excepted.at, disclosure: given.disclosure }),
        )) || came;
    }
    from = first + page.entries.length;
  }
}

export async function dueAgain(tx: Tx, feed: Feed, from: number): Promise<Excepted[]> {
  if (feed.endedSize !== null) return [];
  const due = await exceptedFrom(tx, feed, { from, most: PAGE_ENTRIES });
  if (due.length === 0) return due;
  return (await isRetaking(tx, feed)) ? due : [];
}

async function retake(tx: Tx, at: At, idx: number, given: Given): Promise<boolean> {
  const { feed } = at;
  await lockSequencer(tx);
  if (!(await isCharterHeard(tx, feed.accord))) return false; // not any more: it was looked at with this page
  const taken = (await takeRecords(tx, at, [given]))[0]!;
  const said = retakenAs(isException(taken) ? taken : undefined);
  if (!said) return false;
  await tx.run(sql`update store.entry set due = false where feed = ${feed.id} and idx = ${idx} and due`);
  const changed = await tx.run(sql`
    update store.entry set record = ${isException(taken) ? null : taken.record}, state = ${said.state}, code = ${said.code}
    where feed = ${feed.id} and idx = ${idx} and state = 'refused' and code in ('not-in-force', 'unknown-marking') and code <> ${said.code}
      and recalled is null and not expunged`);
  if (changed > 0) {
    const { receiptedSize } = await lockFeed(tx, feed, false);
    await tx.run(
      sql`update store.feed set receipted_size = ${receiptedBefore(receiptedSize, idx)} where id = ${feed.id}`,
    );
  }
  return changed > 0;
}
