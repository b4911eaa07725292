import { classesOf, sql, type Tx } from '#store/db.ts';

export type ActsCounted = { readonly party: string; readonly verb: string; readonly type: string; readonly n: number };
type Asked = { readonly accord: string; readonly from: Date; readonly types: readonly string[] };

/** Steps of each party under an accord since a moment, by verb and by the type of what they were on. Walks `record_newest`. */
export function stepsCounted(tx: Tx, { accord, from, types }: Asked): Promise<ActsCounted[]> {
  const classes = classesOf(tx);
  return tx.rows<ActsCounted>(sql`
    select publisher as party, verb, split_part(subject_id, '--', 1) as type, count(*)::integer as n from store.record
    where accord = ${accord} and type = 'step' and modified_at >= ${from} and verb is not null
      and split_part(subject_id, '--', 1) = any (${types}::text[])
      and (${classes}::integer[] is null or class = any (${classes}::integer[]))
    group by 1, 2, 3`);
}

/** Records of each party since a moment, revisions counted once. */
export function recordsCounted(tx: Tx, { accord, from, types }: Asked): Promise<{ party: string; n: number }[]> {
  const classes = classesOf(tx);
  return tx.rows(sql`
    select publisher as party, count(distinct id)::integer as n from store.record
    where accord = ${accord} and type = any (${types}::text[]) and modified_at >= ${from}
      and (${classes}::integer[] is null or class = any (${classes}::integer[]))
    group by 1`);
}
