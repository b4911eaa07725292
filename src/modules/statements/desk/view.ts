import { toHex } from '#platform';
import type { DeskEntry, DeskItem, DeskStatement } from '#contract/statement-desk.ts';
import { accordById, type Accord } from '#store/accords.ts';
import { sql, type Tx } from '#store/db.ts';
import type { Self } from '#store/self.ts';
import { SECRETARIAT } from '#kernel/stix/values.ts';
import { draftsOf, lacksOf, type Source } from './drafts.ts';
import type { ReaderName } from './item.ts';
import { lastUndoable } from './journal.ts';
import { itemsOf, type Classes, type KeptItem, type StatementRow } from './rows.ts';
import type { Sides } from './sides.ts';

export type Names = (person: string | null) => string | null;

/** People by their names now; whoever is gone by the id that they had. */
export async function namesOf(tx: Tx, people: readonly (string | null)[]): Promise<Names> {
  const asked = [...new Set(people.filter((one): one is string => one !== null))];
  const rows =
    asked.length === 0
      ? []
      : await tx.rows<{ id: string; name: string }>(sql`select id, name from people.person where id = any (${asked})`);
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return (person) => (person === null ? null : (names.get(person) ?? person));
}

const time = (at: Date | null): string | null => at?.toISOString() ?? null;

export function entryOf(row: StatementRow, nameOf: Names, now: ReaderName): DeskEntry {
  return {
    id: row.id,
    accord: row.accord,
    version: row.version,
    state: row.state,
    marking: row.marking,
    title: row.title,
    source: row.source_name === null ? null : { name: row.source_name, url: row.source_url },
    published: row.published,
    side: row.side,
    lang: row.lang,
    mediaType: row.media_type,
    sha256: toHex(new Uint8Array(row.sha256)),
    characters: row.characters,
    putBy: nameOf(row.put_by)!,
    putAt: row.put_at.toISOString(),
    keptUntil: row.keep_until.toISOString(),
    reading: {
      reader:
        row.reader !== null && row.reader_version !== null ? { name: row.reader, version: row.reader_version } : null,
      at: time(row.read_at),
      isCurrent: row.reader === now.name && row.reader_version === now.version,
      isWaiting: row.read_wanted !== null,
      fault: row.read_fault,
    },
    progress: {
      proposed: row.proposed,
      decided: row.proposed - row.open,
      open: row.open,
      drafts: row.drafts,
      published: row.published_items,
    },
    withdrawn:
      row.withdrawn_at === null
        ? null
        : { at: row.withdrawn_at.toISOString(), by: nameOf(row.withdrawn_by) ?? '', why: row.withdrawn_why ?? '' },
  };
}

export const sidesOf = ({ sides }: Pick<StatementRow, 'sides'>): Sides => JSON.parse(sides) as Sides; // written by this module alone

/** Without its text there is nothing to make records of. */
export function sourceOf(row: StatementRow, accord: Accord | undefined): Source {
  return {
    accord: row.accord,
    marking: row.marking,
    title: row.title,
    lang: row.lang,
    text: row.text ?? '',
    sha256: toHex(new Uint8Array(row.sha256)),
    sides: sidesOf(row),
    parties: accord?.parties ?? [],
    defaults: accord?.channels.find(({ name }) => name === SECRETARIAT)?.default_markings ?? { tlp: 'amber' },
  };
}

export type Viewing = { readonly self: Self; readonly classes: Classes; readonly reader: ReaderName };

export async function viewStatement(
  tx: Tx,
  row: StatementRow,
  { self, classes, reader }: Viewing,
): Promise<DeskStatement> {
  const items = await itemsOf(tx, row.seq);
  const accord = await accordById(tx, row.accord);
  const nameOf = await namesOf(tx, [row.put_by, row.withdrawn_by, ...items.map(({ reviewer }) => reviewer)]);
  const writing = { partyId: self.partyId, now: self.now(), uuid: self.uuid, terms: accord };
  const source = sourceOf(row, accord);
  return {
    ...entryOf(row, nameOf, reader),
    text: row.text ?? '',
    sides: Object.fromEntries(
      Object.entries(source.sides).map(([letter, { names, party }]) => [letter, { names: [...names], party }]),
    ),
    items: items.map((item) => itemView(item, nameOf)),
    drafts: draftsOf(items, source).map((draft) => ({ ...draft, lacks: lacksOf(draft, writing) })),
    statementRecord: { id: row.record, publishedAt: time(row.record_published_at) },
    undoable: await lastUndoable(tx, row.seq),
    sets: await setsOf(tx, row.seq, classes),
  };
}

const itemView = ({ proposal, from, ...item }: KeptItem, nameOf: Names): DeskItem => ({
  ...item,
  proposal: proposal && { values: proposal.values, why: [...proposal.why], reader: proposal.reader },
  reviewer: nameOf(item.reviewer),
  from: [...from],
});

const setsOf = async (tx: Tx, statement: number, classes: Classes): Promise<string[]> =>
  (
    await tx.rows<{ id: string }>(sql`
      select g.id from statements.member m join statements.grouping g on g.seq = m.grouping
      where m.statement = ${statement} and g.dissolved_at is null and g.classes <@ ${classes}::integer[] order by g.seq`)
  ).map(({ id }) => id);
