import type { Effect } from '#contract/rights.ts';
import { isFixedMarking, resolveMarkings, type KnownMarkings } from '#kernel/policy/markings.ts';
import { mayAct, mayRead } from '#kernel/policy/rights.ts';
import { classReader, type VisibilityClass } from '#store/classes.ts';
import { sql, type Tx } from '#store/db.ts';
import { knownMarkings } from '#store/known-markings.ts';
import { recordsAlike, seesIn, type Alike, type Pair } from '#store/seen-between.ts';
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

/** What somebody sees before and after, where it differs. */
export type Differing = {
  readonly was: PersonRights | undefined;
  readonly is: PersonRights | undefined;
  readonly before: ReadonlySet<number>;
  readonly after: ReadonlySet<number>;
};

export function differingFor(person: string, before: Snapshot, after: Snapshot): Differing {
  const of = ({ people }: Snapshot) => people.find(({ standing }) => standing.person.id === person);
  return differing(of(before), of(after), { before, after });
}

function differing(
  was: PersonRights | undefined,
  is: PersonRights | undefined,
  moments: { readonly before: Snapshot; readonly after: Snapshot },
): Differing {
  const { classes } = moments.after;
  const read = (one: PersonRights | undefined, at: Snapshot) =>
    new Set(classes.flatMap((visible) => (sees(one, visible, at) ? [visible.id] : [])));
  return { was, is, before: read(was, moments.before), after: read(is, moments.after) };
}

/**
 * What differs between two moments, person by person, by the one policy function: judged once for each class, and only for people whose
 * rights changed. Which records that makes is counted in one pass over those that have anything in such a class.
 */
export async function effectOf(tx: Tx, before: Snapshot, after: Snapshot): Promise<Effect> {
  const were = new Map(before.people.map((one) => [one.standing.person.id, one]));
  const are = new Map(after.people.map((one) => [one.standing.person.id, one]));
  const changed = [...new Set([...were.keys(), ...are.keys()])].flatMap((id) => {
    const [was, is] = [were.get(id), are.get(id)];
    if (JSON.stringify(was?.rights) === JSON.stringify(is?.rights)) return [];
    const one = differing(was, is, { before, after });
    const gains = after.classes.filter((visible) => one.after.has(visible.id) && !one.before.has(visible.id));
    const loses = after.classes.filter((visible) => one.before.has(visible.id) && !one.after.has(visible.id));
    const granted = grantsMore(is, was);
    const withdrawn = grantsMore(was, is);
    const { name } = (is ?? was)!.standing.person;
    return gains.length + loses.length + granted.length + withdrawn.length === 0
      ? []
      : [{ person: id, name, gains, loses, granted, withdrawn, ...one }];
  });
  const alike = await recordsAlike(
    tx,
    changed.flatMap(({ gains, loses }) => [...gains, ...loses]).map(({ id }) => id),
  );
  const counts = countsOfClasses(alike);
  const view = (classes: readonly VisibilityClass[]) => classes.map((one) => viewClass(one, counts, after.known));
  const total = counting();
  const types = new Map<string, Counting>();
  const perPerson = changed.map(() => counting());
  for (const { type, records, pairs } of alike) {
    const ofType = types.get(type) ?? counting();
    types.set(type, ofType);
    const moved = changed.map((one) => movedFor(one, pairs));
    moved.forEach((one, i) => add(perPerson[i]!, one, records));
    const anybody = { gained: moved.some(({ gained }) => gained), lost: moved.some(({ lost }) => lost) };
    add(total, anybody, records);
    add(ofType, anybody, records);
  }
  const people = changed.map(({ person, name, gains, loses, granted, withdrawn }, i) => {
    const records = perPerson[i]!;
    return { person, name, records, gains: view(gains), loses: view(loses), granted, withdrawn };
  });
  return {
    widens: changed.some(({ gains, granted }) => gains.length + granted.length > 0),
    records: total,
    types: [...types].flatMap(([type, one]) => (one.gained + one.lost > 0 ? [{ type, ...one }] : [])).sort(byType),
    people,
    parties: [],
  };
}

const byType = (a: { type: string }, b: { type: string }): number => (a.type < b.type ? -1 : 1);
type Counting = { gained: number; lost: number };
const counting = (): Counting => ({ gained: 0, lost: 0 });
type Moved = { readonly gained: boolean; readonly lost: boolean };
const add = (to: Counting, { gained, lost }: Moved, records: number): void => {
  if (gained) to.gained += records;
  if (lost) to.lost += records;
};

function movedFor({ before, after }: Pick<Differing, 'before' | 'after'>, pairs: readonly Pair[]): Moved {
  const [was, is] = [seesIn(before), seesIn(after)];
  return { gained: pairs.some((pair) => is(pair) && !was(pair)), lost: pairs.some((pair) => was(pair) && !is(pair)) };
}

/** How many records have a version of the class. */
function countsOfClasses(alike: readonly Alike[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { records, pairs } of alike)
    for (const version of new Set(pairs.map(([one]) => one))) counts.set(version, (counts.get(version) ?? 0) + records);
  return counts;
}

export const sees = (one: PersonRights | undefined, { facts }: VisibilityClass, { known }: Snapshot): boolean =>
  one !== undefined && mayRead(facts, one.rights, known);

/** What somebody may now and might not, with the accords and reach for which they hold it; a role that they held there before is no news. */
function grantsMore(one: PersonRights | undefined, other: PersonRights | undefined): string[] {
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
export function effectOfMove(now: Snapshot, type: string, from: readonly number[], to: readonly number[]): Effect {
  const byId = new Map(now.classes.map((one) => [one.id, one]));
  const anyOf = (ids: readonly number[], person: PersonRights): VisibilityClass | undefined =>
    ids.flatMap((id) => byId.get(id) ?? []).find((one) => sees(person, one, now));
  const one = (found: VisibilityClass) => [viewClass(found, new Map([[found.id, 1]]), now.known)];
  const people = now.people.flatMap((person) => {
    const [was, is] = [anyOf(from, person), anyOf(to, person)];
    if ((was === undefined) === (is === undefined)) return [];
    const { id, name } = person.standing.person;
    const records = { gained: is ? 1 : 0, lost: was ? 1 : 0 };
    return [
      { person: id, name, records, gains: is ? one(is) : [], loses: was ? one(was) : [], granted: [], withdrawn: [] },
    ];
  });
  const count = (of: 'gains' | 'loses'): number => (people.some((person) => person[of].length > 0) ? 1 : 0);
  const records = { gained: count('gains'), lost: count('loses') };
  return {
    widens: records.gained > 0,
    records,
    types: people.length > 0 ? [{ type, ...records }] : [],
    people,
    parties: [],
  };
}

/**
 * Whether anybody but who asks places such records, were they on no list and in no case. Who alone is on a list does not take a record
 * off it alone: a second person is put on the list first, and confirms.
 */
export const hasSecond = ({ people, classes, known }: Snapshot, by: string, from: readonly number[]): boolean => {
  const stood = classes.filter(({ id }) => from.includes(id));
  return people.some(
    ({ standing, rights }) =>
      standing.person.id !== by &&
      stood.some(({ facts }) => mayAct('records.place', { ...facts, compartment: null, case: null }, rights, known)),
  );
};
