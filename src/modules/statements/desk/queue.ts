import type { DeskQueue, DeskState } from '#contract/statement-desk.ts';
import { sql, type Tx } from '#store/db.ts';
import type { ReaderName } from './item.ts';
import { ENTRY, type Classes, type StatementRow } from './rows.ts';
import { entryOf, namesOf } from './view.ts';

export type Wanted = {
  readonly accord: string | undefined;
  readonly state: string | undefined;
  readonly side: string | undefined;
  readonly lang: string | undefined;
  readonly before: number | undefined;
};

const PAGE = 50;

/** The last put in first. Counts are of what this officer may see, like everything else. */
export async function queue(
  tx: Tx,
  classes: Classes,
  { accord, ...wanted }: Wanted,
  reader: ReaderName,
): Promise<Omit<DeskQueue, 'next'> & { readonly next: number | null }> {
  const found = await tx.rows<StatementRow>(sql`
    select ${ENTRY} from statements.statement s
    where s.class = any (${classes}::integer[]) and (${accord ?? null}::text is null or s.accord = ${accord ?? null})
      and (${wanted.state ?? null}::text is null or s.state = ${wanted.state ?? null})
      and (${wanted.side ?? null}::text is null or s.side = ${wanted.side ?? null})
      and (${wanted.lang ?? null}::text is null or s.lang = ${wanted.lang ?? null})
      and (${wanted.before ?? null}::bigint is null or s.seq < ${wanted.before ?? null})
    order by s.seq desc limit ${PAGE + 1}`);
  const page = found.slice(0, PAGE);
  const counted = await tx.rows<{ state: DeskState; count: number }>(sql`
    select state, count(*) from statements.statement
    where class = any (${classes}::integer[]) and (${accord ?? null}::text is null or accord = ${accord ?? null}) group by state`);
  const counts = new Map(counted.map(({ state, count }) => [state, count]));
  const nameOf = await namesOf(
    tx,
    page.flatMap((row) => [row.put_by, row.withdrawn_by]),
  );
  return {
    statements: page.map((row) => entryOf(row, nameOf, reader)),
    states: {
      queued: counts.get('queued') ?? 0,
      read: counts.get('read') ?? 0,
      'in-review': counts.get('in-review') ?? 0,
      done: counts.get('done') ?? 0,
      withdrawn: counts.get('withdrawn') ?? 0,
    },
    next: found.length > PAGE ? page.at(-1)!.seq : null,
  };
}
