import type { VisibilityFacts } from '#kernel/policy/class.ts';
import { classNumbers } from '#store/classes.ts';
import { bigints, integers } from '#store/columns.ts';
import { sql, type Tx } from '#store/db.ts';
import { forgetWords } from '#store/search/fill.ts';

export type Placing = {
  readonly id: string;
  readonly list: string | null;
  readonly case: string | null;
  readonly at: Date;
  readonly by: string;
  readonly confirmedBy: string | null;
  readonly reason: string;
};

type Row = { readonly record: number; readonly n: number; readonly facts: string };

/**
 * Puts a record on another need-to-know list or into another case, or on none: all its versions and the steps on it change their
 * classes in this transaction, with the act that says who did it and why. What was found by its words is found anew.
 */
export async function placeRecord(
  tx: Tx,
  { id, list, case: caseId, at, by, confirmedBy, reason }: Placing,
): Promise<void> {
  await tx.run(sql`
    insert into store.keeping (id, list, case_id) values (${id}, ${list}, ${caseId})
    on conflict (id) do update set list = excluded.list, case_id = excluded.case_id`);
  await tx.run(sql`
    insert into store.placing (id, at, by, confirmed_by, reason, list, case_id)
    values (${id}, ${at}, ${by}, ${confirmedBy}, ${reason}, ${list}, ${caseId})`);
  const rows = await tx.rows<Row>(sql`
    select r.seq as record, -1 as n, v.facts from store.record r join store.visibility_class v on v.id = r.class
    where r.id = ${id} or r.subject_id = ${id}
    union all
    select p.record, p.n, v.facts from store.record r join store.record_part p on p.record = r.seq
    join store.visibility_class v on v.id = p.class
    where r.id = ${id} or r.subject_id = ${id}`);
  const classes = await classNumbers(tx)(
    rows.map(({ facts }) => ({ ...(JSON.parse(facts) as VisibilityFacts), compartment: list, case: caseId })),
  );
  const numbered = rows.map((row, i) => ({ ...row, class: classes[i]! }));
  const records = numbered.filter(({ n }) => n < 0);
  const parts = numbered.filter(({ n }) => n >= 0);
  await tx.run(sql`
    update store.record r set class = t.class from unnest(
      ${bigints(records.map(({ record }) => record))}::bigint[], ${integers(records.map((row) => row.class))}::integer[]
    ) as t (record, class) where r.seq = t.record`);
  await tx.run(sql`
    update store.record_part p set class = t.class from unnest(
      ${bigints(parts.map(({ record }) => record))}::bigint[], ${integers(parts.map(({ n }) => n))}::integer[],
      ${integers(parts.map((row) => row.class))}::integer[]
    ) as t (record, n, class) where p.record = t.record and p.n = t.n`);
  const seqs = records.map(({ record }) => record);
  if (seqs.length === 0) return;
  await tx.run(sql`
    update notices.notice n set class = r.class from store.record r where r.seq = n.record and n.record = any (${seqs})`);
  await forgetWords(tx, seqs);
  await tx.run(sql`delete from search.name where record = any (${seqs})`);
  await tx.run(sql`update search.progress set upto = least(upto, ${Math.min(...seqs) - 1}::bigint)`);
}
