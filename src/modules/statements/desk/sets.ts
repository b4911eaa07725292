import type { DeskSet, NewSetDecisions } from '#contract/statement-sets.ts';
import { Failure } from '#kernel/errors.ts';
import { canonicalize } from '#kernel/json/canonical.ts';
import type { Did } from '#api/once.ts';
import { sql, type Tx } from '#store/db.ts';
import { deskClasses, refuseDeskAct, type Asking, type Desk } from './desk.ts';
import type { ReaderName } from './item.ts';
import { ENTRY, isUuid, lockedFor, type Classes, type StatementRow } from './rows.ts';
import { entryOf, namesOf } from './view.ts';

type Row = {
  readonly seq: number;
  readonly id: string;
  readonly kind: DeskSet['kind'];
  readonly accord: string;
  readonly classes: number[];
  readonly version: number;
  readonly made_by: string;
  readonly made_at: Date;
};
const SETS = sql`select g.seq, g.id, g.kind, g.accord, to_json(g.classes) as classes, g.version, g.made_by, g.made_at from statements.grouping g`;

type New = { readonly kind: DeskSet['kind']; readonly statements: readonly string[] };

/** Of a line the oldest first. The same members of the same kind are one set, however often it is asked for. */
export function makeSet(
  desk: Desk,
  { caller, once }: Pick<Asking, 'caller' | 'once'>,
  { kind, statements }: New,
): Promise<Did<readonly [id: string, isNew: boolean]>> {
  if (new Set(statements).size < statements.length)
    throw new Failure('bad-input', 'a statement is in a set once', { path: '$.statements' });
  if (kind === 'pair' && statements.length !== 2)
    throw new Failure('bad-input', 'a pair has two statements', { path: '$.statements' });
  const act = async (tx: Tx) => {
    const rows = await lockMembers(tx, deskClasses(caller), statements);
    for (const row of rows) refuseDeskAct(caller, 'statements.write', row);
    const accord = rows[0]!.accord;
    if (rows.some((row) => row.accord !== accord))
      throw new Failure('bad-input', 'statements of one accord belong together', { path: '$.statements' });
    const members = statements.join(' ');
    const classes = [...new Set(rows.map((row) => row.class))];
    const made = await tx.row<{ seq: number; id: string }>(sql`
      insert into statements.grouping (id, kind, accord, classes, members, version, made_by, made_at)
      values (${desk.self.uuid()}, ${kind}, ${accord}, ${classes}, ${members}, 1, ${caller.personId}, ${desk.self.now()})
      on conflict (kind, members) where dissolved_at is null do nothing returning seq, id`);
    if (made)
      await tx.run(sql`
        insert into statements.member (grouping, place, statement, classes)
        select ${made.seq}::bigint, place - 1, statement, ${classes}::integer[]
        from unnest(${rows.map(({ seq }) => seq)}::bigint[]) with ordinality as t (statement, place)`);
    const { id } =
      made ??
      (await tx.row<{ id: string }>(sql`
      select id from statements.grouping where kind = ${kind} and members = ${members} and dissolved_at is null`))!;
    return [id, made !== undefined] as const;
  };
  return once(desk.db, act, ([id]) => ({ ids: [id] }));
}

/** In one order, so that two who make sets of the same do not wait for each other; answered in the order asked. */
async function lockMembers(tx: Tx, classes: Classes, ids: readonly string[]): Promise<StatementRow[]> {
  const rows = new Map<string, StatementRow>();
  for (const id of ids.toSorted()) {
    const row = await lockedFor(tx, id, classes);
    if (row.state === 'withdrawn') throw new Failure('conflict', 'one of them was withdrawn', { path: '$.statements' });
    rows.set(id, row);
  }
  return ids.map((id) => rows.get(id)!);
}

async function setFor(tx: Tx, id: string, classes: Classes, lock = sql``): Promise<Row> {
  const row = isUuid(id)
    ? await tx.row<Row>(
        sql`${SETS} where g.id = ${id} and g.classes <@ ${classes}::integer[] and g.dissolved_at is null ${lock}`,
      )
    : undefined;
  if (!row) throw new Failure('not-found', 'there is no such set');
  return row;
}

/** A set with the texts and items of its members, in their order. */
export async function setWithTexts(
  tx: Tx,
  id: string,
  classes: Classes,
): Promise<{ set: Row; members: StatementRow[] }> {
  const set = await setFor(tx, id, classes);
  const members = await tx.rows<StatementRow>(sql`
    select s.* from statements.member m join statements.statement s on s.seq = m.statement where m.grouping = ${set.seq} order by m.place`);
  return { set, members };
}

export const oneSet = async (tx: Tx, id: string, classes: Classes, reader: ReaderName): Promise<DeskSet> =>
  viewSet(tx, await setFor(tx, id, classes), reader);

/** The last made first, from below a place on; with the places. */
export async function setsWith(
  tx: Tx,
  classes: Classes,
  {
    accord,
    statement,
    below,
    limit,
  }: {
    readonly accord: string | undefined;
    readonly statement: string | undefined;
    readonly below: number | undefined;
    readonly limit: number;
  },
  reader: ReaderName,
): Promise<{ readonly seq: number; readonly set: DeskSet }[]> {
  if (statement !== undefined && !isUuid(statement)) return [];
  const rows = await tx.rows<Row>(sql`
    ${SETS}
    where g.classes <@ ${classes}::integer[] and g.dissolved_at is null and (${accord ?? null}::text is null or g.accord = ${accord ?? null})
      and (${statement ?? null}::uuid is null or exists (
        select 1 from statements.member m join statements.statement s on s.seq = m.statement
        where m.grouping = g.seq and s.id = ${statement ?? null}))
      and (${below ?? null}::bigint is null or g.seq < ${below ?? null})
    order by g.seq desc limit ${limit}`);
  const sets: { seq: number; set: DeskSet }[] = [];
  for (const row of rows) sets.push({ seq: row.seq, set: await viewSet(tx, row, reader) });
  return sets;
}

/** Decisions on how the members match; each is a row of its own that is never changed. */
export function decideOnSet(desk: Desk, asking: Asking, { decisions }: NewSetDecisions): Promise<Did> {
  const { caller, id, once } = asking;
  const act = async (tx: Tx): Promise<void> => {
    const row = await lockedSet(tx, asking);
    const members = await membersOf(tx, row.seq);
    decisions.forEach((decision, n) => refuseFinding(row, members, decision, `$.decisions.${n}`));
    const at = desk.self.now();
    const next = row.version + 1;
    await tx.run(sql`
      insert into statements.finding (grouping, classes, version, list, ends, decision, body, by, at)
      select ${row.seq}::bigint, ${row.classes}::integer[], ${next}::integer, t.list, t.ends, t.decision, t.body, ${caller.personId}::text, ${at}::timestamptz
      from unnest(${decisions.map(({ list }) => list)}::text[], ${decisions.map(({ ends }) => endsText(ends))}::text[],
        ${decisions.map(({ decision }) => decision)}::text[], ${decisions.map(bodyText)}::text[]) as t (list, ends, decision, body)`);
    await tx.run(sql`update statements.grouping set version = ${next} where seq = ${row.seq}`);
  };
  return once(desk.db, act, { ids: [id] });
}

export function dissolveSet(desk: Desk, asking: Asking): Promise<Did> {
  const act = async (tx: Tx): Promise<void> => {
    const { seq } = await lockedSet(tx, asking);
    await tx.run(sql`
      update statements.grouping set dissolved_by = ${asking.caller.personId}, dissolved_at = ${desk.self.now()} where seq = ${seq}`);
  };
  return asking.once(desk.db, act, { ids: [asking.id] });
}

export async function lockedSet(tx: Tx, { caller, id, version, onVersion }: Asking): Promise<Row> {
  const row = await setFor(tx, id, deskClasses(caller), sql`for update`);
  for (const member of await membersOf(tx, row.seq)) refuseDeskAct(caller, 'statements.write', member);
  onVersion(String(row.version));
  if (row.version === version) return row;
  const since = await tx.rows<{ version: number; by: string; list: string; decision: string; ends: string }>(sql`
    select version, by, list, decision, ends from statements.finding where grouping = ${row.seq} and version > ${version} order by id limit 20`);
  const nameOf = await namesOf(
    tx,
    since.map(({ by }) => by),
  );
  throw new Failure('conflict', `it was changed meanwhile: version ${row.version} is not what you saw`, {
    issues: since.map((one) => ({
      path: `$.findings.${one.list}`,
      message: `${one.decision} in version ${one.version} by ${nameOf(one.by)}: ${one.ends}`,
    })),
  });
}

type Decision = NewSetDecisions['decisions'][number];
type Ends = Decision['ends'];
const endsText = (ends: Ends): string =>
  canonicalize(ends.map(({ statement, start, end }) => ({ statement, start, end })));
const bodyText = ({ differs, relation, proposed, reason }: Decision): string =>
  JSON.stringify({ differs, relation, proposed, reason });

const OF_PAIRS = ['matches', 'only_a', 'only_b'];
const WITH_TWO_ENDS = ['matches', 'links'];

function refuseFinding(
  { kind }: Row,
  members: readonly StatementRow[],
  { list, ends, relation, differs }: Decision,
  path: string,
): void {
  const refuse = (message: string, at: string): never => {
    throw new Failure('bad-input', message, { path: `${path}.${at}` });
  };
  if (OF_PAIRS.includes(list) !== (kind === 'pair')) refuse(`not a list of a ${kind}`, 'list');
  if (ends.length !== (WITH_TWO_ENDS.includes(list) ? 2 : 1)) refuse('not as many ends as this list has', 'ends');
  if (relation !== undefined && list !== 'links') refuse('only a link has a relation', 'relation');
  if (differs !== undefined && list !== 'matches') refuse('only a match differs', 'differs');
  const places = ends.map(({ statement, start, end }, n) => {
    const place = members.findIndex(({ id }) => id === statement);
    if (place < 0) refuse('not a statement of this set', `ends.${n}.statement`);
    if (end <= start || end > members[place]!.characters) refuse('the span does not lie in the text', `ends.${n}.end`);
    return place;
  });
  if (places.length === 2 && places[0]! >= places[1]!) refuse('from the earlier to the later of them', 'ends');
  if (list === 'only_a' && places[0] !== 0) refuse('not of the first', 'ends');
  if (list === 'only_b' && places[0] !== 1) refuse('not of the second', 'ends');
}

export const membersOf = (tx: Tx, grouping: number): Promise<StatementRow[]> =>
  tx.rows<StatementRow>(sql`
    select ${ENTRY} from statements.member m join statements.statement s on s.seq = m.statement
    where m.grouping = ${grouping} order by m.place`);

type FindingRow = {
  readonly list: Decision['list'];
  readonly ends: string;
  readonly decision: Decision['decision'];
  readonly body: string | null;
  readonly by: string;
  readonly at: Date;
};

/** The last decision on each. */
export async function findingsOf(tx: Tx, grouping: number): Promise<FindingRow[]> {
  const rows = await tx.rows<FindingRow>(sql`
    select distinct on (list, ends) list, ends, decision, body, by, at from statements.finding where grouping = ${grouping} order by list, ends, id desc`);
  return rows.filter(({ decision }) => decision !== 'open');
}

async function viewSet(tx: Tx, row: Row, reader: ReaderName): Promise<DeskSet> {
  const members = await membersOf(tx, row.seq);
  const findings = await findingsOf(tx, row.seq);
  const nameOf = await namesOf(tx, [
    row.made_by,
    ...members.flatMap((one) => [one.put_by, one.withdrawn_by]),
    ...findings.map(({ by }) => by),
  ]);
  return {
    id: row.id,
    kind: row.kind,
    accord: row.accord,
    version: row.version,
    statements: members.map((member) => entryOf(member, nameOf, reader)),
    findings: findings.flatMap(({ list, ends, decision, body, by, at }) => {
      if (decision === 'open') return [];
      const { differs, relation, reason } = JSON.parse(body ?? '{}') as Pick<
        Decision,
        'differs' | 'relation' | 'reason'
      >; // bodyText
      return [
        {
          list,
          ends: JSON.parse(ends) as Ends, // endsText
          ...(differs === undefined ? {} : { differs }),
          ...(relation === undefined ? {} : { relation }),
          decision,
          reason: reason ?? null,
          reviewer: nameOf(by)!,
          at: at.toISOString(),
        },
      ];
    }),
    madeBy: nameOf(row.made_by)!,
    madeAt: row.made_at.toISOString(),
  };
}
