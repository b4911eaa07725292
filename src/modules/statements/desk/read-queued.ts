import { Failure } from '#kernel/errors.ts';
import type { Proposals } from '#contract/statements.ts';
import { accordById } from '#store/accords.ts';
import { lineOf, sql, type Tx } from '#store/db.ts';
import type { Desk } from './desk.ts';
import type { Item } from './item.ts';
import { keepAct } from './journal.ts';
import { proposedBy, reread } from './reread.ts';
import { itemsOf, keepItems, keepVersion, withChanges, type StatementRow } from './rows.ts';
import { joinSides, mapSides, relettered, type Party } from './sides.ts';
import { sidesOf } from './view.ts';

/** A text at which the process ended that often is not tried again by itself. */
const MOST_ATTEMPTS = 3;

/**
 * Reads what waits to be read, one text after the other. Each begins from the database: that it is wanted, and that it is tried, is
 * durable before the reader has the text, so a text that ends the process is not read for ever; the rest of it is one transaction.
 */
export async function readQueued(desk: Desk): Promise<void> {
  for (;;) {
    const row = await desk.db.transaction('node', (tx) => begin(tx));
    if (!row) return;
    const read = row.read_attempts > MOST_ATTEMPTS ? GIVEN_UP : await readOne(desk, row).catch(notTried(desk, row));
    await desk.db.transaction('node', (tx) => keep(tx, desk, row, read));
  }
}

const begin = (tx: Tx): Promise<StatementRow | undefined> =>
  tx.row<StatementRow>(sql`
    update statements.statement set read_attempts = read_attempts + 1
    where seq = (select seq from statements.statement where read_wanted is not null order by read_wanted, seq limit 1) returning *`);

/** The thread is busy or closing: that is no fault of the text, and it is tried again later. */
const notTried =
  ({ db }: Desk, { seq }: StatementRow) =>
  async (error: unknown): Promise<never> => {
    await db.transaction('node', (tx) =>
      tx.run(
        sql`update statements.statement set read_attempts = read_attempts - 1 where seq = ${seq} and read_attempts > 0`,
      ),
    );
    throw error;
  };

type Read = { readonly proposals: Proposals } | { readonly fault: string; readonly lang?: string };

const GIVEN_UP: Read = { fault: `the node ended ${MOST_ATTEMPTS} times while it read this text` };

async function readOne({ reader }: Desk, { text, lang }: StatementRow): Promise<Read> {
  if (lang !== null && !KNOWN.test(lang))
    return { fault: `there is no reader for the language ${lang}: mark it by hand` };
  try {
    const proposals = await reader.read(text!);
    return proposals.unread === undefined ? { proposals } : { fault: proposals.unread, lang: proposals.lang };
  } catch (error) {
    if (error instanceof Failure && error.code === 'unavailable') throw error;
    return { fault: error instanceof Failure ? error.message : lineOf(error) };
  }
}

/** Whatever script or region is said beside it. */
const KNOWN = /^(en|zh|ur)(-|$)/;

async function keep(tx: Tx, { self, reader }: Desk, begun: StatementRow, read: Read): Promise<void> {
  const { seq, read_attempts: attempt } = begun;
  // Withdrawn, or begun again by another process, meanwhile: then this reading is of no use.
  const row = await tx.row<StatementRow>(sql`
    select * from statements.statement where seq = ${seq} and read_wanted is not null and read_attempts = ${attempt} for update`);
  if (!row) return;
  const at = self.now();
  const version = row.version + 1;
  const items: Item[] = await itemsOf(tx, seq);
  const state = row.state === 'queued' ? 'read' : row.state;
  const parties = await partiesUnder(tx, row.accord);
  // Until a reader has named sides they are the accord's own, so that a text can be marked by hand.
  const own = mapSides(Object.fromEntries(parties.map(({ names }, n) => ['AB'.charAt(n), [...names]])), parties);
  if ('fault' in read) {
    const sides = Object.keys(sidesOf(row)).length === 0 ? own : sidesOf(row);
    await tx.run(sql`
      update statements.statement set read_wanted = null, read_attempts = 0, read_fault = ${read.fault}, read_at = ${at},
        lang = coalesce(lang, ${read.lang ?? null}::text), sides = ${JSON.stringify(sides)} where seq = ${seq}`);
    await keepVersion(tx, row, { version, state, items });
    return keepAct(tx, row, { act: 'unread', version, at, by: null, reason: read.fault });
  }
  const before = items.some(({ decision }) => decision !== 'open') ? sidesOf(row) : {};
  const reading = relettered(read.proposals, before);
  const named = joinSides(before, reading.parties, parties);
  const sides = Object.keys(named).length === 0 ? own : named;
  const changes = reread(items, proposedBy(reading), { reader: reader.name, uuid: self.uuid });
  await tx.run(sql`
    update statements.statement set read_wanted = null, read_attempts = 0, read_fault = null, read_at = ${at}, reader = ${reader.name.name},
      reader_version = ${reader.name.version}, lang = coalesce(lang, ${reading.lang}), sides = ${JSON.stringify(sides)} where seq = ${seq}`);
  await keepItems(tx, row, { changes, version });
  await keepVersion(tx, row, { version, state, items: withChanges(items, changes) });
  const readRow = { ...row, reader: reader.name.name, reader_version: reader.name.version };
  await keepAct(tx, readRow, { act: 'read', version, at, by: null });
}

async function partiesUnder(tx: Tx, id: string): Promise<Party[]> {
  const accord = await accordById(tx, id);
  const names = accord?.object['party_names'] as Readonly<Record<string, Readonly<Record<string, string>>>> | undefined;
  return (accord?.parties ?? []).map((party) => ({ id: party, names: Object.values(names?.[party] ?? {}) }));
}

/** Marks it to be read again by the reader of now. */
export async function wantReading(tx: Tx, { seq }: StatementRow, at: Date): Promise<void> {
  await tx.run(sql`update statements.statement set read_wanted = ${at}, read_attempts = 0 where seq = ${seq}`);
  await tx.run(sql`select pg_notify('entente_desk', '')`);
}
