import { toHex } from '#platform';
import type { StatementLabels } from '#contract/statement-desk.ts';
import { ITEM_TYPES } from '#contract/statement-desk.ts';
import type { JsonObject, JsonValue } from '#kernel/json/types.ts';
import { sql, type Tx } from '#store/db.ts';
import { stands, type Item } from './item.ts';
import { itemsOf, type Classes, type StatementRow } from './rows.ts';
import { findingsOf, membersOf } from './sets.ts';
import { sidesOf } from './view.ts';

/** Texts are long; a page of them stays a small answer. */
const PAGE = 10;

export type Asked = { readonly accord: string | undefined; readonly after: number };

/**
 * What officers made of the texts that they are through with, as labels: only where nothing is left open, since what nobody decided
 * on is neither right nor wrong.
 */
export async function labels(
  tx: Tx,
  classes: Classes,
  { accord, after }: Asked,
): Promise<Omit<StatementLabels, 'next'> & { readonly next: number | null; readonly told: string[] }> {
  const rows = await tx.rows<StatementRow>(sql`
    select * from statements.statement
    where state = 'done' and open = 0 and seq > ${after} and class = any (${classes}::integer[])
      and (${accord ?? null}::text is null or accord = ${accord ?? null})
    order by seq limit ${PAGE + 1}`);
  const page = rows.slice(0, PAGE);
  const documents = [];
  for (const row of page)
    documents.push({ name: nameOf(row), text: row.text!, gold: goldOf(row, await itemsOf(tx, row.seq)) });
  const isLast = rows.length <= PAGE;
  return {
    documents,
    sets: isLast ? await goldOfSets(tx, classes, accord) : [],
    skipped: isLast ? await skippedOf(tx, classes, accord) : 0,
    next: isLast ? null : page.at(-1)!.seq,
    told: page.map(({ id }) => id),
  };
}

const skippedOf = async (tx: Tx, classes: Classes, accord: string | undefined): Promise<number> =>
  (await tx.row<{ count: number }>(sql`
    select count(*) from statements.statement where state = 'done' and open > 0 and class = any (${classes}::integer[])
      and (${accord ?? null}::text is null or accord = ${accord ?? null})`))!.count;

/** The same text has the same name at every export, whatever was put in before it. */
const nameOf = ({ published, sha256 }: Pick<StatementRow, 'published' | 'sha256'>): string =>
  `${published ?? 'undated'}-${toHex(new Uint8Array(sha256)).slice(0, 16)}`;

/** For the register, not for the reader. */
const NOT_LABELS: ReadonlySet<string> = new Set(['theme', 'keepName', 'retainUntil']);

export function goldOf(
  row: Pick<StatementRow, 'published' | 'sha256' | 'sides' | 'lang'>,
  items: readonly Item[],
): JsonObject {
  const parties = Object.fromEntries(Object.entries(sidesOf(row)).map(([letter, { names }]) => [letter, [...names]]));
  const of = (type: Item['type']): JsonValue[] =>
    items.filter((item) => item.type === type && stands(item)).map((item) => labelOf(item));
  return {
    doc: nameOf(row),
    synthetic: false,
    lang: row.lang ?? 'und',
    parties,
    ...Object.fromEntries(ITEM_TYPES.map((type) => [type, of(type)])),
  };
}

/** A commitment's title is the register's; a participant's is the office, and a label. */
const labelOf = ({ type, values }: Item): JsonObject =>
  Object.fromEntries(
    Object.entries(values).filter(([name]) => !NOT_LABELS.has(name) && !(type === 'commitments' && name === 'title')),
  ) as JsonObject;

type End = { readonly statement: string; readonly start: number; readonly end: number };

async function goldOfSets(
  tx: Tx,
  classes: Classes,
  accord: string | undefined,
): Promise<{ file: string; gold: JsonObject }[]> {
  const sets = await tx.rows<{ seq: number; id: string; kind: 'pair' | 'line' }>(sql`
    select g.seq, g.id, g.kind from statements.grouping g
    where g.dissolved_at is null and g.classes <@ ${classes}::integer[] and (${accord ?? null}::text is null or g.accord = ${accord ?? null})
      and not exists (
        select 1 from statements.member m join statements.statement s on s.seq = m.statement
        where m.grouping = g.seq and not (s.state = 'done' and s.open = 0))
      and exists (select 1 from statements.finding f where f.grouping = g.seq)
    order by g.seq`);
  const found = [];
  for (const { seq, id, kind } of sets) {
    const members = await membersOf(tx, seq);
    const places = new Map<string, readonly Item[]>();
    for (const { id: statement, seq: member } of members)
      places.set(
        statement,
        (await itemsOf(tx, member)).filter((item) => item.type === 'commitments' && stands(item)),
      );
    const findings = (await findingsOf(tx, seq)).filter(({ decision }) => decision !== 'rejected');
    const files = new Map(members.map((member) => [member.id, `${nameOf(member)}.txt`]));
    /** The place in the list of commitments of the label that lies there; undefined: it was thrown away. */
    const indexOf = ({ statement, start, end }: End): number =>
      (places.get(statement) ?? []).findIndex(({ values, proposal }) =>
        [values, proposal?.values].some((span) => span !== undefined && span.start === start && span.end === end),
      );
    const told = findings.flatMap(({ list, ends, body }) => {
      const at = (JSON.parse(ends) as End[]).map((end) => ({ file: files.get(end.statement)!, index: indexOf(end) }));
      if (at.some(({ index }) => index < 0)) return [];
      return [{ list, at, ...(JSON.parse(body ?? '{}') as { differs?: string[]; relation?: string }) }];
    });
    const of = (list: string) => told.filter((one) => one.list === list);
    const name = `${kind}-${id.slice(0, 8)}`;
    found.push(
      kind === 'pair'
        ? {
            file: `${name}.pairs.json`,
            gold: {
              a: files.get(members[0]!.id)!,
              b: files.get(members[1]!.id)!,
              matches: of('matches').map(({ at, differs = [] }) => ({ a: at[0]!.index, b: at[1]!.index, differs })),
              only_a: of('only_a').map(({ at }) => at[0]!.index),
              only_b: of('only_b').map(({ at }) => at[0]!.index),
            },
          }
        : {
            file: `${name}.lineage.json`,
            gold: {
              files: [...files.values()],
              links: of('links').map(({ at, relation = 'reaffirmed' }) => ({ from: at[0]!, to: at[1]!, relation })),
              new: of('new').map(({ at }) => at[0]!),
              fulfilled: of('fulfilled').map(({ at }) => at[0]!),
              dropped: of('dropped').map(({ at }) => at[0]!),
            },
          },
    );
  }
  return found;
}
