import { visibilityKey, type VisibilityFacts } from '#kernel/policy/class.ts';
import { sql, type Tx } from '#store/db.ts';

/** The number of a visibility class; made at its first use. Classes are few: one per distinct set of facts. */
export async function classOf(tx: Tx, facts: VisibilityFacts): Promise<number> {
  const key = visibilityKey(facts);
  const known = await tx.row<{ id: number }>(sql`select id from store.visibility_class where key = ${key}`);
  if (known) return known.id;
  const made = await tx.row<{ id: number }>(sql`
    insert into store.visibility_class (key, facts) values (${key}, ${JSON.stringify(facts)})
    on conflict (key) do update set key = excluded.key returning id`);
  return made!.id;
}

/** All classes with their facts: a session's rights are the numbers that the policy permits among them. */
export async function allClasses(tx: Tx): Promise<{ id: number; facts: VisibilityFacts }[]> {
  const rows = await tx.rows<{ id: number; facts: string }>(
    sql`select id, facts from store.visibility_class order by id`,
  );
  return rows.map((row) => ({ id: row.id, facts: JSON.parse(row.facts) as VisibilityFacts }));
}
