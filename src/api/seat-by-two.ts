import type { Changed } from '#contract/rights.ts';
import type { Role } from '#contract/roles.ts';
import type { Tlp } from '#kernel/policy/markings.ts';
import type { Tx } from '#store/db.ts';
import { heldSeat } from '#store/people/assignment.ts';
import { openProposalOf } from '#store/people/proposal.ts';
import { unitNamed, type Names } from '#store/people/unit.ts';
import type { Doing } from '#api/rights-acts.ts';
import { changeRights } from '#api/rights-change.ts';

export type Seating = {
  readonly person: string;
  readonly role: Role;
  /** By its names; made if there is none. A unit alone gives nobody anything. */
  readonly unit: Names;
  readonly accord: string | null;
  readonly channels?: readonly string[] | null;
  readonly tlp?: Tlp;
};

/**
 * A role for an account that somebody else than a person with both hands on the register opens: whoever runs the machine, an
 * administrator, the groups of an identity provider. It waits for a second person like every change that widens; until then the account
 * is there and may nothing. Held already: nothing is changed.
 */
export async function seatByTwo(tx: Tx, seat: Seating, doing: Doing): Promise<Pick<Changed, 'state' | 'proposal'>> {
  const { person, role, accord, channels = null, tlp = 'amber+strict' } = seat;
  const { at, party } = doing;
  const unit = await unitNamed(tx, { party, parent: null, names: seat.unit, at });
  const asked = { personId: person, role, unit, accordId: accord, channels, tlp, at };
  if (await heldSeat(tx, asked)) return { state: 'done', proposal: null };
  const change = {
    kind: 'assignment.give',
    person,
    role,
    unit,
    accord,
    channels: channels === null ? null : [...channels],
    tlp,
  } as const;
  const waiting = await openProposalOf(tx, change, doing);
  return waiting === undefined ? changeRights(tx, change, doing) : { state: 'proposed', proposal: waiting };
}
