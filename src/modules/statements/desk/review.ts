import type { DeskStatement, NewDecisions, NewDetails } from '#contract/statement-desk.ts';
import { Failure } from '#kernel/errors.ts';
import { accordById } from '#store/accords.ts';
import { sql, type Tx } from '#store/db.ts';
import { decide, undo } from './decide.ts';
import { change, type Acted, type Asking, type Desk } from './desk.ts';
import { changesOf, keepAct } from './journal.ts';
import { itemOf, itemsOf, keepItems, keepVersion, withChanges, type StatementRow } from './rows.ts';
import { sidesOf } from './view.ts';

/** Decisions of one officer: all of them in one new version, or none. */
export function saveDecisions(desk: Desk, asking: Asking, { decisions }: NewDecisions): Promise<Acted<DeskStatement>> {
  return change(desk, asking, async (tx, row) => {
    const { self } = desk;
    const reviewer = asking.caller.personId;
    const items = await itemsOf(tx, row.seq);
    const at = self.now();
    const changes = decide(items, decisions, { text: row.text!, reviewer, at: at.toISOString(), uuid: self.uuid });
    const version = row.version + 1;
    await keepItems(tx, row, { changes, version });
    await keepVersion(tx, row, { version, state: 'in-review', items: withChanges(items, changes) });
    await keepAct(tx, row, { act: 'decided', version, at, by: reviewer, changes });
  });
}

/** What a version decided is as it was before, by a version of its own: nothing of the journal is taken back. */
export function undoDecisions(desk: Desk, asking: Asking, undone: number): Promise<Acted<DeskStatement>> {
  return change(desk, asking, async (tx, row) => {
    const earlier = await changesOf(tx, row.seq, undone);
    if (earlier.length === 0) throw new Failure('bad-input', 'nothing was decided in this version', { path: '$.undo' });
    const items = await itemsOf(tx, row.seq);
    const changes = undo(items.map(itemOf), earlier);
    if (!changes)
      throw new Failure('conflict', 'it was decided again since, or published: undo that first', { path: '$.undo' });
    const version = row.version + 1;
    await keepItems(tx, row, { changes, version });
    await keepVersion(tx, row, { version, state: 'in-review', items: withChanges(items, changes) });
    const { personId: by } = asking.caller;
    await keepAct(tx, row, { act: 'undone', version, at: desk.self.now(), by, undoes: undone, changes });
  });
}

/** What is said of the statement itself, and that an officer is through with it. */
export function saveDetails(desk: Desk, asking: Asking, given: NewDetails): Promise<Acted<DeskStatement>> {
  return change(desk, asking, async (tx, row) => {
    await refuseDetails(tx, row, given);
    const items = await itemsOf(tx, row.seq);
    if (given.state !== undefined && row.state === 'queued')
      throw new Failure('conflict', 'it is not read yet', { path: '$.state' });
    const left = items.filter(({ type, decision }) => type === 'commitments' && decision === 'open').length;
    if (given.state === 'done' && left > 0)
      throw new Failure('conflict', `${left} of its undertakings are not decided on`, { path: '$.state' });
    const before = detailsOf(row);
    const now = detailsAfter(before, given);
    await tx.run(sql`
      update statements.statement set title = ${now.title}, source_name = ${now.source?.name ?? null}, source_url = ${now.source?.url ?? null},
        published = ${now.published}, side = ${now.side}, sides = ${JSON.stringify(now.sides)} where seq = ${row.seq}`);
    const version = row.version + 1;
    await keepVersion(tx, row, { version, items, ...(given.state === undefined ? {} : { state: given.state }) });
    const act = { act: 'details', version, at: desk.self.now(), by: asking.caller.personId } as const;
    await keepAct(tx, row, {
      ...act,
      before: { ...before, state: row.state },
      after: { ...now, state: given.state ?? row.state },
    });
  });
}

const detailsOf = (row: StatementRow) => ({
  title: row.title,
  source: row.source_name === null ? null : { name: row.source_name, url: row.source_url },
  published: row.published,
  side: row.side,
  sides: sidesOf(row),
});

type Details = ReturnType<typeof detailsOf>;

const detailsAfter = (before: Details, { source, ...given }: NewDetails): Details => {
  const { title = before.title, published = before.published, side = before.side, sides = before.sides } = given;
  const named = source === undefined ? before.source : source && { name: source.name, url: source.url ?? null };
  return { title, published, side, sides, source: named };
};

async function refuseDetails(tx: Tx, row: StatementRow, { side, sides = {} }: NewDetails): Promise<void> {
  const parties: readonly string[] = (await accordById(tx, row.accord))?.parties ?? [];
  const named = [
    ...(side == null ? [] : [['$.side', side] as const]),
    ...Object.entries(sides).flatMap(([letter, { party }]) =>
      party === null ? [] : [[`$.sides.${letter}.party`, party] as const],
    ),
  ];
  for (const [path, party] of named)
    if (!parties.includes(party)) throw new Failure('bad-input', 'not a party of this accord', { path });
}
