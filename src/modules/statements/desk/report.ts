import { toHex } from '#platform';
import { Failure } from '#kernel/errors.ts';
import type { JsonObject } from '#kernel/json/types.ts';
import { SECRETARIAT, type Difference } from '#kernel/stix/values.ts';
import type { Did } from '#api/once.ts';
import { noteWriter } from '#api/records.ts';
import { accordById, type Accord } from '#store/accords.ts';
import { admit } from '#store/admit.ts';
import type { Tx } from '#store/db.ts';
import { versionsOf } from '#store/records.ts';
import { agreedReadouts, comparable } from '../compare/agreed.ts';
import type { Attribute } from '../compare/differs.ts';
import type { Readout } from '../compare/profile.ts';
import { settled, type Decided, type Row } from '../compare/settled.ts';
import type { CommitmentRecord, Language, Span } from '../read/reading.ts';
import { isRejected, memberOf, type Member } from './compare-set.ts';
import { deskClasses, type Asking, type Desk } from './desk.ts';
import { markingsOf, partiesOf } from './drafts.ts';
import { recordedAt, type Recorded } from './recorded.ts';
import { itemsOf, type StatementRow } from './rows.ts';
import { findingsOf, lockedSet, setWithTexts } from './sets.ts';
import type { Sides } from './sides.ts';
import { sidesOf, sourceOf } from './view.ts';

const LONGEST_WORDS = 1000;
const LONGEST_TITLE = 300;

type Account = Member & { readonly row: StatementRow; readonly party: string; readonly sides: Sides };
type Accounts = readonly [Account, Account];
type Reporting = Asking & { readonly meeting: string };

/**
 * Two readouts as officers confirmed them, and beside them what their meeting recorded, as a record that both sides have. Everything is
 * read and compared before; what is written is one record in one transaction.
 */
export async function reportDivergence(desk: Desk, asked: Reporting): Promise<Did<readonly [number, string]>> {
  const { db, self } = desk;
  const { caller, once } = asked;
  const classes = deskClasses(caller);
  const held = await db.transaction({ classes }, async (tx) => {
    const { set, members } = await setWithTexts(tx, asked.id, classes);
    if (set.kind !== 'pair')
      throw new Failure('bad-input', 'only two accounts of one meeting diverge', { path: '$.meeting' });
    const accounts: Account[] = [];
    for (const row of members) accounts.push(accountOf(row, await itemsOf(tx, row.seq)));
    return { accord: set.accord, accounts: accounts as unknown as Accounts, decided: await decidedOn(tx, set.seq) };
  });
  const { accounts } = held;
  if (accounts[0].party === accounts[1].party)
    throw new Failure('conflict', 'both accounts are said to be of one side: choose whose each is', {
      path: '$.meeting',
    });
  const { accord, recorded } = await db.transaction(caller, async (tx) => {
    const [meeting] = await versionsOf(tx, [asked.meeting]);
    if (meeting?.type !== 'meeting' || meeting.expungedAt !== null || meeting.accord !== held.accord)
      throw new Failure('not-found', 'there is no such meeting under the accord of these statements', {
        path: '$.meeting',
      });
    const viewer = { party: self.partyId, modules: desk.modules, maySteps: false };
    const terms = (await accordById(tx, held.accord))!; // its statements are kept under it
    return { accord: terms, recorded: await recordedAt(tx, viewer, meeting.id) };
  });
  const rows = await rowsOf(desk, accounts, held.decided);
  const beside = [
    await beAgreed(desk, recorded, { accord, account: accounts[0] }),
    await beAgreed(desk, recorded, { accord, account: accounts[1] }),
  ] as const;
  const object = reportOf({ accounts, rows, recorded, beside, accord, meeting: asked.meeting });
  const work = async (tx: Tx) => {
    // What was compared is what the officers decided on by then.
    await lockedSet(tx, asked);
    const { seq, id } = await admit(tx, self, object);
    await noteWriter(tx, caller, seq);
    return [seq, id] as const;
  };
  return once(db, work, ([, id]) => ({ ids: [asked.id, id] }));
}

function accountOf(row: StatementRow, items: Parameters<typeof memberOf>[1]): Account {
  if (row.side === null)
    throw new Failure('conflict', 'whose account one of them is was not said: choose its side', { path: '$.meeting' });
  return { ...memberOf(row, items), row, party: row.side, sides: sidesOf(row) };
}

async function decidedOn(tx: Tx, set: number): Promise<Decided[]> {
  return (await findingsOf(tx, set)).flatMap(({ list, ends, decision, body }) => {
    const [a, b] = JSON.parse(ends) as readonly Span[]; // written by this module alone
    if (list !== 'matches' || a === undefined || b === undefined) return [];
    const { differs } = JSON.parse(body ?? '{}') as { readonly differs?: readonly Attribute[] };
    return [{ a, b, isOne: decision !== 'rejected', differs }];
  });
}

type Told = Row & { readonly countsDiffer: boolean };

async function rowsOf({ thread }: Desk, [a, b]: Accounts, decided: readonly Decided[]): Promise<Told[]> {
  const [first, second] = [readoutOf(a), readoutOf(b)];
  const rows = settled(await thread.run('pairReadouts', first, second), [first, second], decided).flatMap((row) => {
    // What an officer threw away is not told, though the comparison may come upon its words again.
    const [left, right] = [keptOf(a, row.a), keptOf(b, row.b)];
    return left === undefined && right === undefined
      ? []
      : [{ a: left, b: right, differs: left === undefined || right === undefined ? [] : row.differs }];
  });
  const both = rows.flatMap(({ a: one, b: other }) => (one && other ? [[one, other] as const] : []));
  const counts = await thread.run('countsDiffer', first, second, both);
  return rows.map((row) => ({ ...row, countsDiffer: row.a && row.b ? (counts.shift() ?? false) : false }));
}

const keptOf = (account: Account, record: CommitmentRecord | undefined): CommitmentRecord | undefined =>
  record === undefined || isRejected(account, record) ? undefined : record;

const readoutOf = ({ text, reading }: Account): Readout => ({ text, reading });

/** By its place in what was recorded: how one account tells it, and where. */
type Beside = ReadonlyMap<number, { readonly span: Span; readonly differs: readonly Difference[] }>;

async function beAgreed(
  { thread }: Desk,
  recorded: readonly Recorded[],
  { accord, account }: { readonly accord: Accord; readonly account: Account },
): Promise<Beside> {
  const letters = lettersOf(accord, account);
  const agreed = recorded.map(({ titles, commitment }) => ({
    titles,
    ...(commitment === undefined
      ? {}
      : {
          commitment: {
            ...commitment,
            responsible: commitment.responsible.map((party) => letters[party] ?? '').join('+'),
          },
        }),
  }));
  const parties = Object.fromEntries(
    Object.entries(letters).map(([party, letter]) => [letter, namesOf(accord, account, party)]),
  );
  const found = new Map<number, { span: Span; differs: Difference[] }>();
  for (const { readout, of } of agreedReadouts(agreed, account.reading.lang as Language, parties)) {
    // memberOf compares no other
    const { matches } = await thread.run('pairReadouts', readout, readoutOf(account));
    const kept = matches.filter(({ a, b }) => !('weak' in a) && !isRejected(account, b));
    const counts = await thread.run(
      'countsDiffer',
      readout,
      readoutOf(account),
      kept.map(({ a, b }) => [a, b] as const),
    );
    kept.forEach(({ a, b, differs }, n) => {
      const at = of[readout.reading.commitments.findIndex(({ start }) => start === a.start)];
      if (at === undefined) return;
      found.set(at, {
        span: b,
        differs: [...comparable(agreed[at]!, differs), ...(counts[n] ? (['numbers'] as const) : [])],
      });
    });
  }
  return found;
}

/** The account's own letters where it names the party; else free ones. */
function lettersOf({ parties }: Accord, { sides }: Account): Readonly<Record<string, string>> {
  const taken = new Set(Object.keys(sides));
  const free = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'].filter((letter) => !taken.has(letter));
  return Object.fromEntries(
    parties.map((party) => [
      party,
      Object.keys(sides).find((letter) => sides[letter]?.party === party) ?? free.shift() ?? party,
    ]),
  );
}

function namesOf({ object }: Accord, { sides }: Account, party: string): string[] {
  const named = (object['party_names'] as Readonly<Record<string, unknown>> | undefined)?.[party];
  const names = typeof named === 'string' ? [named] : Object.values((named ?? {}) as Readonly<Record<string, string>>); // by the accord's schema
  return [...new Set([...names, ...Object.values(sides).flatMap((side) => (side.party === party ? side.names : []))])];
}

type Found = {
  readonly accounts: Accounts;
  readonly rows: readonly Told[];
  readonly recorded: readonly Recorded[];
  readonly beside: readonly [Beside, Beside];
  readonly accord: Accord;
  readonly meeting: string;
};

function reportOf({ accounts, rows, recorded, beside, accord, meeting }: Found): JsonObject {
  const sources = accounts.map(({ row }) => sourceOf(row, accord));
  const marking = sources.map(markingsOf).find((one) => Object.keys(one).length > 0) ?? {};
  const findings = rows.map(({ a, b, differs, countsDiffer: counts }) => {
    const told = [a, b].flatMap((record, account) =>
      record === undefined ? [] : [toldOf(accounts[account]!, account, record)],
    );
    const at = recorded.findIndex((_, n) =>
      [a, b].some((record, account) => isAt(beside[account]!.get(n)?.span, record)),
    );
    return {
      told,
      differs: [...differs, ...(counts ? ['numbers'] : [])],
      ...(at === -1 ? {} : { agreed_ref: recorded[at]!.version.ref }),
    };
  });
  return {
    type: 'divergence-report',
    accord_ref: accord.id,
    channel: SECRETARIAT,
    ...marking,
    meeting_ref: meeting,
    accounts: accounts.map(({ row, party, reading }) => ({
      party,
      lang: reading.lang,
      sha256: toHex(new Uint8Array(row.sha256)),
      ...(row.title === null ? {} : { title: row.title.slice(0, LONGEST_TITLE) }),
      ...(row.published === null ? {} : { published: row.published }),
    })),
    findings,
    agreed: recorded.map(({ version }, n) => ({
      version,
      told: beside.flatMap((one, account) => {
        const told = one.get(n);
        return told === undefined ? [] : [{ account, differs: [...told.differs] }];
      }),
    })),
  };
}

const isAt = (span: Span | undefined, record: Span | undefined): boolean =>
  span !== undefined && record !== undefined && span.start < record.end && record.start < span.end;

function toldOf({ text, row, sides }: Account, account: number, record: CommitmentRecord): JsonObject {
  const words = text.slice(record.start, record.end).trim();
  const parties = Object.values(sides).flatMap(({ party }) => party ?? []);
  return {
    account,
    words: words.length > LONGEST_WORDS ? `${words.slice(0, LONGEST_WORDS - 1)}…` : words,
    kind: record.kind,
    status: record.status,
    responsible: [...partiesOf(record.responsible, { sides: sidesOf(row), parties })].slice(0, 2),
    ...(record.due === undefined || record.due === '' ? {} : { due: record.due.slice(0, 40) }),
    ...(record.recurrence === undefined || record.recurrence === ''
      ? {}
      : { recurrence: record.recurrence.slice(0, 200) }),
  };
}
