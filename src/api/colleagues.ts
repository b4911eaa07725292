import { mayRead } from '#kernel/policy/class.ts';
import { classReader } from '#store/classes.ts';
import { type Db } from '#store/db.ts';
import { knownMarkings } from '#store/known-markings.ts';
import { membershipsOf } from '#store/people/membership.ts';
import { allPeople, type Person } from '#store/people/person.ts';
import { readerOf } from '#api/callers.ts';
import { holds, isRole } from '#api/permissions.ts';

/** People of this node who see what is of this class, by the one policy function; of none, all who read at all. */
export async function colleaguesFor(db: Db, visible: number | null): Promise<Person[]> {
  const people = (await allPeople(db.pool)).filter(({ role }) => isRole(role) && holds(role, 'records.read'));
  if (visible === null) return people;
  const [found] = await classReader().of(db.pool, [visible]);
  if (!found) return [];
  const { facts } = found;
  const meanings = await db.transaction('node', (tx) => knownMarkings(tx, facts.markings));
  const seeing: Person[] = [];
  for (const person of people) {
    const memberships = await membershipsOf(db.pool, person.id);
    if (mayRead(facts, readerOf(memberships, facts.accord ?? ''), meanings)) seeing.push(person);
  }
  return seeing;
}
