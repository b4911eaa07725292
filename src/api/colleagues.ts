import { mayRead } from '#kernel/policy/rights.ts';
import { classReader } from '#store/classes.ts';
import type { Db } from '#store/db.ts';
import { knownMarkings } from '#store/known-markings.ts';
import { everybodysRights } from '#api/rights.ts';

export type Colleague = { readonly id: string; readonly name: string; readonly unit: string };

/** People of this node who see what is of this class, by the one policy function; of none, all who read at all. */
export async function colleaguesFor(db: Db, visible: number | null, now: Date): Promise<Colleague[]> {
  const people = (await everybodysRights(db.pool, now)).filter(({ permissions }) =>
    permissions.includes('records.read'),
  );
  const [found] = visible === null ? [] : await classReader().of(db.pool, [visible]);
  if (visible !== null && !found) return [];
  const meanings = await db.transaction('node', (tx) => knownMarkings(tx, found?.facts.markings ?? []));
  return people.flatMap(({ standing: { person }, rights }) =>
    !found || mayRead(found.facts, rights, meanings)
      ? [{ id: person.id, name: person.name, unit: rights.seats[0]?.unitName ?? '' }]
      : [],
  );
}
