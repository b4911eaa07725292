import { sql, type Tx } from '#store/db.ts';
import { isHeld } from '#store/legal-holds.ts';
import type { NodeFound } from './node-finding.ts';

/** The node withdraws what is due within moments; what is still there a day later is not being withdrawn. */
const GRACE_MS = 86_400_000;

/** The texts of the statements desk, against what was put in, what became of it, and what should be gone. */
export async function checkStatements(tx: Tx, now: Date, found: NodeFound): Promise<void> {
  const wrong = await tx.rows<{ id: string; what: string }>(sql`
    select s.id, t.what from statements.statement s cross join lateral (values
      ('its text is not what was put in', s.text is not null and sha256(convert_to(s.text, 'UTF8')) <> s.sha256),
      ('its items are in another class', exists (select 1 from statements.item i where i.statement = s.seq and i.class <> s.class)),
      ('a published item has no record', exists (
        select 1 from statements.item i where i.statement = s.seq and i.published_at is not null
          and not exists (select 1 from store.record r where r.id = i.record)))
    ) as t (what, is_so) where t.is_so order by s.seq`);
  for (const { id, what } of wrong) found('statements', `statement ${id}`, what);
  const left = await tx.rows<{ id: string; what: string }>(sql`
    select s.id, t.what from statements.statement s cross join lateral (values
      ('items', exists (select 1 from statements.item i where i.statement = s.seq)),
      ('the content of its journal', exists (
        select 1 from statements.journal j where j.statement = s.seq and (j.before is not null or j.after is not null or j.reason is not null))),
      ('what was said of how it matches', exists (
        select 1 from statements.member m join statements.finding f on f.grouping = m.grouping where m.statement = s.seq))
    ) as t (what, is_left) where s.state = 'withdrawn' and t.is_left order by s.seq`);
  for (const { id, what } of left) found('stubs-empty', `statement ${id}`, `${what} of a withdrawn statement`);
  const due = await tx.rows<{ id: string }>(sql`
    select id from statements.statement s where state <> 'withdrawn' and keep_until <= ${new Date(now.getTime() - GRACE_MS)}
      and not ${isHeld(sql`s.record`, now)}
    order by seq`);
  for (const { id } of due) found('retention', `statement ${id}`, 'its text is kept for longer than it was to be');
}
