import type { RightsChange, RoleGrant } from '#contract/rights.ts';
import { Failure } from '#kernel/errors.ts';
import { RECORD_FAMILIES } from '#kernel/policy/family.ts';
import { isTlpAbove, type Tlp } from '#kernel/policy/markings.ts';
import { sql, type Tx } from '#store/db.ts';
import { switchOn } from '#store/people/account.ts';
import { assign, endAssignment } from '#store/people/assignment.ts';
import { giveGrant, takeGrant } from '#store/people/grant.ts';
import { addMember, makeList, removeMember } from '#store/people/list.ts';
import { clear, personById } from '#store/people/person.ts';
import { changeUnit, closeUnit, makeUnit, unitById } from '#store/people/unit.ts';
import type { Self } from '#store/self.ts';
import type { Caller } from '#api/caller.ts';
import { isOnRecords, isPermission, isRole } from '#api/permissions.ts';

/** Who acts: `linkBy`, where a link of somebody else began their session, is who made it. */
export type Actor = Pick<Caller, 'personId' | 'linkBy'>;

export type Doing = {
  readonly by: string;
  readonly linkBy?: string | null;
  readonly at: Date;
  readonly reason: string;
  readonly party: string;
  readonly uuid: () => string;
};

export const doingAt = ({ now, partyId, uuid }: Self, { personId, linkBy }: Actor, reason: string): Doing => ({
  by: personId,
  linkBy,
  at: now(),
  reason,
  party: partyId,
  uuid,
});

const missing = (what: string): Failure => new Failure('not-found', `there is no such ${what}`);

/** Does one change of rights, whoever confirmed it; what it refers to is there or it is refused. */
export async function doChange(tx: Tx, change: RightsChange, doing: Doing): Promise<void> {
  const { by, at, reason, party, uuid } = doing;
  switch (change.kind) {
    case 'assignment.give': {
      const { person: personId, role, unit, accord: accordId, channels, tlp, from, until } = change;
      await refuseUnknown(tx, { person: personId, unit });
      if (!isRole(role)) throw new Failure('bad-input', 'there is no such role', { path: '$.change.role' });
      const startsAt = from === undefined ? at : new Date(from);
      const endsAt = until ? new Date(until) : null;
      if (endsAt !== null && endsAt <= startsAt)
        throw new Failure('bad-input', 'it ends after it begins', { path: '$.change.until' });
      await assign(tx, { personId, role, unit, accordId, channels, tlp, at, startsAt, endsAt, by, reason });
      return;
    }
    case 'assignment.end':
      if (!(await endAssignment(tx, change.assignment, { at, by, why: reason }))) throw missing('assignment');
      return;
    case 'person.restore':
      await refuseUnknown(tx, change);
      await switchOn(tx, change.person);
      return;
    case 'clearance.set':
      await refuseUnknown(tx, change);
      await clear(tx, { personId: change.person, tlp: change.tlp, handling: [...new Set(change.handling)] });
      return;
    case 'grant.give':
      refuseGrant(change.grant);
      await giveGrant(tx, known(change.grant));
      return;
    case 'grant.take':
      if (!(await takeGrant(tx, known(change.grant)))) throw missing('grant');
      return;
    case 'unit.make':
      await refuseUnknown(tx, { unit: change.parent });
      await makeUnit(tx, { party, parent: change.parent, names: change.names, at });
      return;
    case 'unit.change':
      if (!(await unitById(tx, change.unit))) throw missing('unit');
      await refuseUnknown(tx, { unit: change.parent });
      await changeUnit(tx, { id: change.unit, parent: change.parent, names: change.names, at });
      return;
    case 'unit.close':
      await refuseUnknown(tx, change);
      await closeUnit(tx, change.unit, at);
      return;
    case 'list.make':
      await refuseUnknown(tx, { unit: change.unit });
      await makeList(tx, {
        id: uuid(),
        kind: change.list,
        names: change.names,
        accord: change.accord,
        unit: change.unit,
        by,
        at,
      });
      return;
    case 'list.add': {
      await refuseUnknown(tx, change);
      const until = change.until ? new Date(change.until) : null;
      if (until !== null && until <= at)
        throw new Failure('bad-input', 'it ends in the future', { path: '$.change.until' });
      const member = { list: change.list, person: change.person, at, by, reason, until };
      if (!(await addMember(tx, member))) throw new Failure('conflict', 'they are on it, or there is no such list');
      return;
    }
    case 'confirm.from':
      await demandFrom(tx, change);
      return;
    case 'list.remove':
    default:
      if (!(await removeMember(tx, { list: change.list, person: change.person, at, by, reason })))
        throw missing('member');
  }
}

type Demand = Extract<RightsChange, { kind: 'confirm.from' }>;

async function demandFrom(tx: Tx, { accord, channel, tlp }: Demand): Promise<void> {
  await tx.run(sql`delete from store.confirm_from where accord = ${accord} and channel = ${channel}`);
  if (tlp !== null)
    await tx.run(sql`insert into store.confirm_from (accord, channel, tlp) values (${accord}, ${channel}, ${tlp})`);
}

/** Fewer releases would wait for a second person: that needs one as well. */
export async function loosens(tx: Tx, change: RightsChange): Promise<boolean> {
  if (change.kind !== 'confirm.from') return false;
  const { accord, channel, tlp } = change;
  const before = await tx.row<{ tlp: Tlp }>(
    sql`select tlp from store.confirm_from where accord = ${accord} and channel = ${channel}`,
  );
  return before !== undefined && (tlp === null || isTlpAbove(tlp, before.tlp));
}

type Named = { readonly person?: string; readonly unit?: string | null };

async function refuseUnknown(tx: Tx, { person, unit }: Named): Promise<void> {
  if (person !== undefined && !(await personById(tx, person))) throw missing('person');
  if (unit === undefined || unit === null) return;
  const found = await unitById(tx, unit);
  if (!found) throw missing('unit');
  if (found.closedAt !== null) throw new Failure('conflict', 'this unit is closed');
}

/** What no node may grant, whoever confirms it: the administrator reads nothing, oversight writes nothing. */
function refuseGrant({ role, action, family, scope }: RoleGrant): void {
  const refuse = (why: string, at: string): never => {
    throw new Failure('bad-input', why, { path: `$.change.grant.${at}` });
  };
  if (!isRole(role)) refuse('there is no such role', 'role');
  if (!isPermission(action)) return refuse('there is no such action', 'action');
  const isOfFamily = RECORD_FAMILIES.some((one) => one === family);
  if (isOnRecords(action) !== isOfFamily && !(action === 'feeds.read' && family === 'node'))
    refuse(
      isOnRecords(action) ? 'not a family of records' : 'this action is of no record: its family is node',
      'family',
    );
  if ((scope === 'node') !== (family === 'node'))
    refuse('a grant of no record has the scope node, and no other', 'scope');
  if (role === 'administrator' && isOfFamily) refuse('the administrator runs the node and reads no content', 'role');
  if (role === 'oversight' && !READ_ONLY.test(action)) refuse('oversight reads, and never writes', 'action');
}

/** Of what oversight may hold: reading, its own sign-in, and proof of what it found. */
const READ_ONLY = /\.(read|own)$|^(exports\.create|access\.cosign)$/;

const known = (grant: RoleGrant): Parameters<typeof giveGrant>[1] => grant as Parameters<typeof giveGrant>[1]; // checked, or in no row
