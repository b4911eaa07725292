import { sha256, toHex, utf8 } from '#platform';
import type { NewDeskStatement, NewDeskStatements } from '#contract/statement-desk.ts';
import { Failure } from '#kernel/errors.ts';
import { TLP_IDS, type Tlp } from '#kernel/policy/markings.ts';
import { SECRETARIAT } from '#kernel/stix/values.ts';
import { actingUnit, refuseAct } from '#api/rights.ts';
import type { Caller } from '#api/caller.ts';
import { accordById, type Accord } from '#store/accords.ts';
import { classNumbers } from '#store/classes.ts';
import { sql, type Tx } from '#store/db.ts';
import { deskClasses, type Desk } from './desk.ts';
import { keepAct } from './journal.ts';
import { ENTRY, type Classes, type StatementRow } from './rows.ts';

export type Put = { readonly row: StatementRow; readonly isNew: boolean };

/** Several texts at once, in their order; one that is there already is answered as it is, and not put in again. */
export async function putStatements(
  tx: Tx,
  desk: Desk,
  caller: Caller,
  { accord: id, statements }: NewDeskStatements,
): Promise<Put[]> {
  const accord = await accordById(tx, id);
  if (!accord) throw new Failure('not-found', 'there is no such accord');
  const channel = accord.channels.find(({ name }) => name === SECRETARIAT);
  if (!channel)
    throw new Failure('bad-input', 'the accord has no channel for what comes of statements', { path: '$.accord' });
  const texts = statements.map((given, n) => {
    const marking = given.marking ?? channel.default_markings.tlp;
    refuseText(given, accord, n);
    const facts = { accord: id, channel: SECRETARIAT, markings: [TLP_IDS[marking]] };
    const unit = actingUnit(caller, 'statements.write', id);
    refuseAct(caller, 'statements.write', { ...facts, unit }, `$.statements.${n}.marking`);
    return { given, marking, facts, hash: sha256(utf8(given.text)) };
  });
  const classes = await classNumbers(tx)(texts.map(({ facts }) => facts));
  const put = new Map<string, Put>();
  const keyed = texts.map((text, n) => ({ ...text, class: classes[n]!, key: toHex(text.hash) }));
  // In one order, so that two who put in the same texts do not wait for each other.
  for (const one of keyed.toSorted((a, b) => (a.key < b.key ? -1 : 1))) {
    if (put.has(one.key)) continue;
    put.set(
      one.key,
      await putOne(tx, desk, { ...one, accord: id, caller, seen: [...deskClasses(caller), ...classes] }),
    );
  }
  await tx.run(sql`select pg_notify('entente_desk', '')`);
  const told = new Set<string>();
  return keyed.map(({ key }) => {
    const { row, isNew } = put.get(key)!;
    const isFirst = !told.has(key);
    told.add(key);
    return { row, isNew: isNew && isFirst };
  });
}

function refuseText({ text, side }: NewDeskStatement, accord: Accord, n: number): void {
  const path = `$.statements.${n}`;
  if (text.trim() === '') throw new Failure('bad-input', 'the text is empty', { path: `${path}.text` });
  if (!text.isWellFormed()) throw new Failure('bad-encoding', 'half a character', { path: `${path}.text` });
  if (side !== undefined && !accord.parties.includes(side))
    throw new Failure('bad-input', 'not a party of this accord', { path: `${path}.side` });
}

type Putting = {
  readonly accord: string;
  readonly caller: Caller;
  readonly given: NewDeskStatement;
  readonly marking: Tlp;
  readonly hash: Uint8Array;
  readonly class: number;
  /** Whatever is in these the caller may be told of. */
  readonly seen: Classes;
};

async function putOne(
  tx: Tx,
  { self, days }: Desk,
  { accord, caller, given, marking, hash, seen, ...one }: Putting,
): Promise<Put> {
  const there = await textThere(tx, { accord, hash, seen });
  if (there) return { row: there, isNew: false };
  const now = self.now();
  const until = new Date(now.getTime() + days * DAY_MS);
  const made = await tx.row<{ seq: number }>(sql`
    insert into statements.statement (id, accord, class, marking, version, state, title, source_name, source_url, published, side, lang, media_type,
      text, sha256, characters, put_by, put_at, keep_until, read_wanted, record, unit)
    values (${self.uuid()}, ${accord}, ${one.class}, ${marking}, 1, 'queued', ${given.title ?? null}, ${given.source?.name ?? null},
      ${given.source?.url ?? null}, ${given.published ?? null}, ${given.side ?? null}, ${given.lang ?? null}, ${given.mediaType ?? 'text/plain'},
      ${given.text}, ${hash}, ${given.text.length}, ${caller.personId}, ${now}, ${until}, ${now}, ${`statement--${self.uuid()}`},
      ${actingUnit(caller, 'statements.write', accord)})
    on conflict (class, sha256) where state <> 'withdrawn' do nothing returning seq`);
  // Somebody else put it in between the two looks.
  if (!made) return { row: (await textThere(tx, { accord, hash, seen }))!, isNew: false };
  const row = (await tx.row<StatementRow>(sql`select ${ENTRY} from statements.statement s where s.seq = ${made.seq}`))!;
  await keepAct(tx, row, { act: 'put', version: 1, at: now, by: caller.personId });
  return { row, isNew: true };
}

const DAY_MS = 86_400_000;

const textThere = (
  tx: Tx,
  { accord, hash, seen }: { readonly accord: string; readonly hash: Uint8Array; readonly seen: Classes },
): Promise<StatementRow | undefined> =>
  tx.row<StatementRow>(sql`
    select ${ENTRY} from statements.statement s
    where s.class = any (${seen}::integer[]) and s.sha256 = ${hash} and s.accord = ${accord} and s.state <> 'withdrawn'
    order by s.seq limit 1`);
