import type { Effect } from '#contract/rights.ts';
import { isFixedMarking, resolveMarkings, type KnownMarkings } from '#kernel/policy/markings.ts';
import { mayRead } from '#kernel/policy/rights.ts';
import { classReader, type VisibilityClass } from '#store/classes.ts';
import { sql, type Tx } from '#store/db.ts';
import { knownMarkings } from '#store/known-markings.ts';
import { everybodysRights, type PersonRights } from '#api/rights.ts';

/** Everybody's rights at one moment of a transaction, and the classes that they decide over. */
export type Snapshot = {
  readonly people: readonly PersonRights[];
  readonly classes: readonly VisibilityClass[];
  readonly known: KnownMarkings;
};

export async function snapshot(tx: Tx, now: Date): Promise<Snapshot> {
  const rows = await tx.rows<{ id: number }>(sql`select id from store.visibility_class order by id`);
  const ids = rows.map(({ id }) => id);
  const classes = await classReader().of(tx, ids);
  const refs = classes.flatMap(({ facts }) => facts.markings.filter((ref) => !isFixedMarking(ref)));
  return { people: await everybodysRights(tx, now), classes, known: await knownMarkings(tx, refs) };
}

/** What differs between two moments, person by person, by the one policy function. Many records of one class count once here. */
export async function effectOf(tx: Tx, before: Snapshot, after: Snapshot): Promise<Effect> {
  const were = new Map(before.people.map((one) => [one.standing.person.id, one]));
  const are = new Map(after.people.map((one) => [one.standing.person.id, one]));
  const changed = [...new Set([...were.keys(), ...are.keys()])].flatMap((id) => {
    const [was, is] = [were.get(id), are.get(id)];
    const gains = after.classes.filter((one) => sees(is, one, after) && !sees(was, one, after));
    const loses = after.classes.filter((one) => sees(was, one, after) && !sees(is, one, after));
    const granted = differing(is, was);
    const withdrawn = differing(was, is);
    const { name } = (is ?? was)!.standing.person;
    return gains.length + loses.length + granted.length + withdrawn.length === 0
      ? []
      : [{ person: id, name, gains, loses, granted, withdrawn }];
  });
  const counts = await recordsIn(
    tx,
    changed.flatMap(({ gains, loses }) => [...gains, ...loses]).map(({ id }) => id),
  );
  const view = (classes: readonly VisibilityClass[]) => classes.map((one) => viewClass(one, counts, after.known));
  const people = changed.map((one) => ({ ...one, gains: view(one.gains), loses: view(one.loses) }));
  const sum = (of: 'gains' | 'loses'): number => {
    const some = new Set(changed.flatMap((one) => one[of].map(({ id }) => id)));
    return [...some].reduce((total, id) => total + (counts.get(id) ?? 0), 0);
  };
  return {
    widens: changed.some(({ gains, granted }) => gains.length + granted.length > 0),
    records: { gained: sum('gains'), lost: sum('loses') },
    people,
  };
}

const sees = (one: PersonRights | undefined, { facts }: VisibilityClass, { known }: Snapshot): boolean =>
  one !== undefined && mayRead(facts, one.rights, known);

/** What somebody may now and might not, with the accords and reach for which they hold it; a role that they held there before is no news. */
function differing(one: PersonRights | undefined, other: PersonRights | undefined): string[] {
  const held = (of: PersonRights | undefined): Set<string> =>
    new Set(
      (of?.rights.seats ?? []).flatMap(({ accord, channels, tlp, grants }) =>
        grants.map(({ action, family, scope }) =>
          family === 'node' ? action : `${action} ${family} ${scope} ${accord ?? '-'} ${String(channels)} ${tlp}`,
        ),
      ),
    );
  const there = held(other);
  // Without an accord a grant on records opens no record.
  const fresh = [...held(one)].filter((grant) => !there.has(grant) && !/ - [^ ]+ [^ ]+$/.test(grant));
  return [...new Set(fresh.map((grant) => grant.split(' ').slice(0, 2).join(' ')))].sort();
}

async function recordsIn(tx: Tx, classes: readonly number[]): Promise<Map<number, number>> {
  if (classes.length === 0) return new Map();
  const rows = await tx.rows<{ class: number; records: number }>(sql`
    select class, count(distinct id) as records from store.record where class = any (${[...new Set(classes)]}::integer[]) group by class`);
  return new Map(rows.map((row) => [row.class, row.records]));
}

export function viewClass({ id, facts }: VisibilityClass, counts: ReadonlyMap<number, number>, known: KnownMarkings) {
  const resolved = resolveMarkings(facts.markings, known);
  return {
    accord: facts.accord,
    channel: facts.channel,
    family: facts.family ?? null,
    tlp: 'unknown' in resolved ? null : resolved.tlp,
    list: facts.compartment ?? null,
    case: facts.case ?? null,
    records: counts.get(id) ?? 0,
  };
}

/** Of one record that moves from these classes to those. */
export function effectOfMove(now: Snapshot, from: readonly number[], to: readonly number[]): Effect {
  const byId = new Map(now.classes.map((one) => [one.id, one]));
  const anyOf = (ids: readonly number[], person: PersonRights): VisibilityClass | undefined =>
    ids.flatMap((id) => byId.get(id) ?? []).find((one) => sees(person, one, now));
  const one = (found: VisibilityClass) => [viewClass(found, new Map([[found.id, 1]]), now.known)];
  const people = now.people.flatMap((person) => {
    const [was, is] = [anyOf(from, person), anyOf(to, person)];
    if ((was === undefined) === (is === undefined)) return [];
    const { id, name } = person.standing.person;
    return [{ person: id, name, gains: is ? one(is) : [], loses: was ? one(was) : [], granted: [], withdrawn: [] }];
  });
  const count = (of: 'gains' | 'loses'): number => (people.some((person) => person[of].length > 0) ? 1 : 0);
  return { widens: count('gains') > 0, records: { gained: count('gains'), lost: count('loses') }, people };
}
