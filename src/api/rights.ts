import { Failure } from '#kernel/errors.ts';
import type { HandlingCode, KnownMarkings, Tlp } from '#kernel/policy/markings.ts';
import { isFixedMarking, TLP_IDS } from '#kernel/policy/markings.ts';
import type { VisibilityFacts } from '#kernel/policy/class.ts';
import {
  judge,
  mayAct,
  mayRead,
  reaches,
  READ,
  READ_RULES,
  type ActFacts,
  type Grant,
  type Rights,
} from '#kernel/policy/rights.ts';
import { classReader, type VisibilityClass } from '#store/classes.ts';
import type { Db, Tx } from '#store/db.ts';
import { keepingsOf } from '#store/placed.ts';
import type { Client } from '#store/people/client.ts';
import { allGrants, type RoleGrant } from '#store/people/grant.ts';
import { standingsOf, type Standing } from '#store/people/standing.ts';
import type { RightsStamp } from '#store/people/token.ts';
import { nameIn } from '#store/people/unit.ts';
import { isRole, PERMISSIONS, type Permission } from '#api/permissions.ts';
import type { Caller, CallerSeat } from '#api/caller.ts';

/** All classes that there are, and those whose markings mean what an object says. */
export type Classes = { readonly all: readonly VisibilityClass[]; readonly unfixed: readonly VisibilityClass[] };

export type HeldRights = {
  readonly standing: Standing;
  readonly rights: Caller['rights'];
  readonly permissions: readonly Permission[];
  readonly there: Classes;
  readonly permitted: (known: KnownMarkings) => readonly VisibilityClass[];
  readonly numbers: (known: KnownMarkings) => readonly number[];
};

/** What these persons may as they stand, with the grants of their roles. */
export function rightsFrom(standing: Standing, grants: ReadonlyMap<string, readonly Grant[]>): Caller['rights'] {
  const of = (kind: string): string[] => standing.lists.flatMap((list) => (list.kind === kind ? [list.id] : []));
  return {
    seats: standing.seats.flatMap(({ role, unit, unitNames, accord, channels, tlp, units, unitLists }): CallerSeat[] =>
      isRole(role)
        ? [
            {
              role,
              unit,
              unitName: nameIn(unitNames, 'en'),
              accord,
              channels: channels ?? '*',
              tlp: tlp as Tlp, // by the table's check
              units,
              unitLists,
              grants: grants.get(role) ?? [],
            },
          ]
        : [],
    ),
    clearance: { tlp: standing.clearance.tlp as Tlp, handling: standing.clearance.handling as readonly HandlingCode[] },
    compartments: of('need-to-know'),
    cases: of('case'),
  };
}

export const grantsByRole = (grants: readonly RoleGrant[]): ReadonlyMap<string, readonly Grant[]> =>
  Map.groupBy(grants, ({ role }) => role);

/** Whoever is known here sees that they are, and looks after their own sign-in, also without any assignment. */
const OWN = ['session.read', 'security.own'] as const satisfies readonly Permission[];

export const permissionsIn = (rights: Caller['rights']): Permission[] => {
  const held = new Set<string>(OWN);
  for (const { grants } of rights.seats) for (const { action } of grants) held.add(action);
  return PERMISSIONS.filter((name) => held.has(name));
};

export type PersonRights = Pick<HeldRights, 'standing' | 'rights' | 'permissions'>;

/** What a token of theirs may be given. */
export async function permissionsOfPerson(client: Client, personId: string, now: Date): Promise<Permission[]> {
  const [standing] = await standingsOf(client, [personId], now);
  return standing ? permissionsIn(rightsFrom(standing, grantsByRole(await allGrants(client)))) : [];
}

/** Of everybody who is active here. */
export async function everybodysRights(client: Client, now: Date): Promise<PersonRights[]> {
  const grants = grantsByRole(await allGrants(client));
  return (await standingsOf(client, 'everybody', now)).flatMap((standing) => {
    if (standing.deactivatedAt !== null) return [];
    const rights = rightsFrom(standing, grants);
    return [{ standing, rights, permissions: permissionsIn(rights) }];
  });
}

/** Remembers what was worked out until the stamp changes. Undefined: not known, or not active. */
export function openRights(
  db: Db,
  now: () => Date,
): (personId: string, stamp: RightsStamp) => Promise<HeldRights | undefined> {
  const reader = classReader();
  let there: { readonly count: number; readonly classes: Classes } | undefined;
  let grants: { readonly version: number; readonly byRole: ReturnType<typeof grantsByRole> } | undefined;
  const people = new Map<
    string,
    { readonly version: number; readonly classes: Classes; readonly held: HeldRights | undefined }
  >();

  const classesAt = async (count: number): Promise<Classes> => {
    if (there?.count === count) return there.classes;
    const all = await reader.all(db.pool);
    const unfixed = all.filter(({ facts }) => facts.markings.some((ref) => !isFixedMarking(ref)));
    there = { count: all.length, classes: { all, unfixed } };
    return there.classes;
  };

  return async (personId, { version, classes: count }) => {
    const classes = await classesAt(count);
    const kept = people.get(personId);
    const until = kept?.held?.standing.until;
    if (kept?.version === version && kept.classes === classes && !(until && until <= now())) return kept.held;
    const [standing] = await standingsOf(db.pool, [personId], now());
    // What changed meanwhile is of a newer version, and kept as that.
    const read = standing?.version ?? version;
    if (grants?.version !== read) grants = { version: read, byRole: grantsByRole(await allGrants(db.pool)) };
    const held = standing && standing.deactivatedAt === null ? heldBy(standing, grants.byRole, classes) : undefined;
    people.set(personId, { version: read, classes, held });
    return held;
  };
}

function heldBy(standing: Standing, grants: ReturnType<typeof grantsByRole>, there: Classes): HeldRights {
  const rights = rightsFrom(standing, grants);
  let last:
    | { readonly known: KnownMarkings; readonly classes: VisibilityClass[]; readonly numbers: number[] }
    | undefined;
  const permittedBy = (known: KnownMarkings) => {
    if (last && (last.known === known || there.unfixed.length === 0)) return last;
    const classes = there.all.filter(({ facts }) => mayRead(facts, rights, known));
    return (last = { known, classes, numbers: classes.map(({ id }) => id) });
  };
  return {
    standing,
    rights,
    permissions: permissionsIn(rights),
    there,
    permitted: (known) => permittedBy(known).classes,
    numbers: (known) => permittedBy(known).numbers,
  };
}

type Judged = { readonly rights: Rights; readonly known: KnownMarkings };

/** Of what they see: whether they may do this with what has these facts. */
export const mayDo = ({ rights, known }: Judged, action: Permission, facts: ActFacts): boolean =>
  mayAct(action, facts, rights, known);

/** Classes in which the caller may do this, not only read. */
export const classesFor = (caller: Caller, action: Permission): number[] =>
  caller.seen.flatMap(({ id, facts }) => (mayDo(caller, action, facts) ? [id] : []));

/** For what the caller sees: who does not see it is told that it is not there, before anything else is judged. */
export function refuseAct({ rights, known }: Judged, action: Permission, facts: ActFacts, path?: string): void {
  const judged = [READ, action].map((one) => judge(one, facts, rights, known)).find((one) => !one.may);
  if (!judged || judged.may) return;
  const why = `${action} is not yours here: ${READ_RULES[judged.rule]}`;
  throw new Failure('forbidden', why, path === undefined ? {} : { path });
}

/** The class of a record as the caller sees it; undefined: they do not see it. */
export const factsOf = (caller: Caller, visible: number): VisibilityClass['facts'] | undefined =>
  caller.seen.find(({ id }) => id === visible)?.facts;

/** For a record that is held: not there for who does not see it; else judged with the unit that wrote it. */
export async function refuseActOn(
  tx: Tx,
  caller: Caller,
  action: Permission,
  record: { readonly id: string; readonly class: number } | undefined,
): Promise<void> {
  const facts = record && factsOf(caller, record.class);
  if (!facts) throw new Failure('not-found', 'there is no such record');
  const unit = (await keepingsOf(tx, [record.id])).get(record.id)?.unit ?? null;
  refuseAct(caller, action, { ...facts, unit });
}

/**
 * For a record that the caller writes, by the class that it got. How it is marked is not asked: whoever writes may mark higher than
 * they read; nor is the unit, which is their own.
 */
export function refuseNew(caller: Caller, action: Permission, facts: VisibilityFacts): void {
  const { seats } = caller.rights;
  const units = seats.map(({ unit }) => unit);
  for (const unit of units.length === 0 ? [null] : units) {
    const marked = { ...facts, markings: [TLP_IDS.clear], handling: [], unit };
    if (judge(action, marked, caller.rights, caller.known).may) return;
  }
  refuseAct(caller, action, { ...facts, markings: [TLP_IDS.clear], handling: [] });
}

/** The unit in which the caller acts for this accord: where they are granted the action. */
export const actingUnit = (
  { rights, seen = [] }: Pick<Caller, 'rights'> & Partial<Pick<Caller, 'seen'>>,
  action: Permission,
  accord: string | null,
): string | null =>
  rights.seats.find(
    (seat) =>
      reaches(seat, { accord, under: underOf(seen, accord) }) && seat.grants.some((grant) => grant.action === action),
  )?.unit ?? null;

/** The accord that one of cities is under, among what a caller sees. */
export const underOf = (seen: Caller['seen'], accord: string | null): string | null =>
  seen.find(({ facts }) => facts.accord === accord)?.facts.under ?? null;
