import { visibilityKey, type VisibilityFacts } from '#kernel/policy/class.ts';
import { sql, type Tx } from '#store/db.ts';
import { rowsOf, type Client } from '#store/people/client.ts';

/**
 * The number of the visibility class of each; made at its first use, and asked once for as long as the transaction works. Classes
 * are few: one per distinct set of facts.
 */
export function classNumbers(tx: Tx): (facts: readonly VisibilityFacts[]) => Promise<number[]> {
  const known = new Map<string, number>();
  return async (facts) => {
    const keys = facts.map(visibilityKey);
    const wanted = new Map(keys.map((key, i) => [key, facts[i]!]));
    const unknown = [...wanted.keys()].filter((key) => !known.has(key));
    const found = unknown.length === 0 ? [] : await numbersOf(tx, unknown);
    for (const { key, id } of found) known.set(key, id);
    // In one order, so that two who make the same classes do not wait for each other.
    const missing = unknown.filter((key) => !known.has(key)).sort();
    if (missing.length > 0) {
      const made = await tx.rows<Numbered>(sql`
        insert into store.visibility_class (key, facts)
        select key, facts from unnest(${missing}::text[], ${missing.map((key) => JSON.stringify(wanted.get(key)))}::text[]) as t (key, facts)
        on conflict (key) do update set key = excluded.key returning key, id`);
      for (const { key, id } of made) known.set(key, id);
    }
    return keys.map((key) => known.get(key)!);
  };
}

type Numbered = { readonly key: string; readonly id: number };

const numbersOf = (tx: Tx, keys: readonly string[]): Promise<Numbered[]> =>
  tx.rows<Numbered>(sql`select key, id from store.visibility_class where key = any (${keys})`);

export type VisibilityClass = { readonly id: number; readonly facts: VisibilityFacts };

/** What classes mean; that never changes, so it is read once. Which there are is asked each time. */
export type ClassReader = {
  readonly all: (client: Client) => Promise<VisibilityClass[]>;
  readonly of: (client: Client, ids: readonly number[]) => Promise<VisibilityClass[]>;
};

/** A session's rights are the numbers that the policy permits among the classes that there are. */
export function classReader(): ClassReader {
  const known = new Map<number, VisibilityFacts>();
  const of = async (client: Client, ids: readonly number[]): Promise<VisibilityClass[]> => {
    const missing = ids.filter((id) => !known.has(id));
    if (missing.length > 0) {
      const read = sql`
        select v.id, v.facts, c.parent as under from store.visibility_class v
        left join store.accord_of_cities c on c.accord = v.facts::json ->> 'accord'
        where v.id = any (${missing})`;
      for (const { id, facts, under } of await rowsOf<{ id: number; facts: string; under: string | null }>(
        client,
        read,
      ))
        known.set(id, { ...(JSON.parse(facts) as VisibilityFacts), ...(under === null ? {} : { under }) });
    }
    return ids.map((id) => ({ id, facts: known.get(id)! }));
  };
  return {
    of,
    all: async (client) => {
      const rows = await rowsOf<{ ids: number[] | null }>(client, ALL_CLASSES, 'all_classes');
      return of(client, rows[0]?.ids ?? []);
    },
  };
}

const ALL_CLASSES = sql`select array_agg(id order by id) as ids from store.visibility_class`;
