import type { DeskStatement } from '#contract/statement-desk.ts';
import { Failure } from '#kernel/errors.ts';
import { sql, type Tx } from '#store/db.ts';
import { askForPurge } from '#store/expunge.ts';
import { heldAmong, isHeld } from '#store/legal-holds.ts';
import { change, type Acted, type Asking, type Desk } from './desk.ts';
import { keepAct } from './journal.ts';
import type { StatementRow } from './rows.ts';

/** The text, all that was read in it and all that was said of it are destroyed; that it was here, and who did what when, stays. */
export function withdraw(desk: Desk, asking: Asking, why: string): Promise<Acted<DeskStatement>> {
  return change(
    desk,
    asking,
    async (tx, row) => {
      const at = desk.self.now();
      if ((await heldAmong(tx, [row.record], at)).size > 0)
        throw new Failure('conflict', 'a legal hold is on the record of this statement: its text is kept');
      await destroy(tx, row, { at, by: asking.caller.personId, why });
    },
    'statements.withdraw',
  );
}

type Withdrawal = { readonly at: Date; readonly by: string | null; readonly why: string };

async function destroy(tx: Tx, row: StatementRow, { at, by, why }: Withdrawal): Promise<void> {
  const { seq } = row;
  const version = row.version + 1;
  await tx.run(sql`delete from statements.item where statement = ${seq}`);
  await tx.run(sql`update statements.journal set before = null, after = null, reason = null where statement = ${seq}`);
  await tx.run(sql`
    delete from statements.finding f using statements.member m where m.grouping = f.grouping and m.statement = ${seq}`);
  await tx.run(sql`
    update statements.statement set version = ${version}, state = 'withdrawn', withdrawn_at = ${at}, withdrawn_by = ${by}, withdrawn_why = ${why},
      text = null, title = null, source_name = null, source_url = null, sides = '{}', read_wanted = null, read_fault = null,
      proposed = 0, open = 0, drafts = 0
    where seq = ${seq}`);
  await keepAct(tx, row, { act: 'withdrawn', version, at, by });
  await askForPurge(tx, at, false);
}

const BATCH = 100;

/** What was kept for its time is withdrawn by the node itself, unless a legal hold is on its record. True if there may be more. */
export async function withdrawDue(tx: Tx, now: Date): Promise<boolean> {
  const due = await tx.rows<StatementRow>(sql`
    select * from statements.statement s where keep_until <= ${now} and state <> 'withdrawn' and not ${isHeld(sql`s.record`, now)}
    order by keep_until limit ${BATCH} for update`);
  for (const row of due) await destroy(tx, row, { at: now, by: null, why: 'retention-ended' });
  return due.length === BATCH;
}
