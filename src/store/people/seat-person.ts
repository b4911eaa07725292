import { Failure } from '#kernel/errors.ts';
import { assignOnce, MACHINE, type NewAssignment } from './assignment.ts';
import type { Client } from './client.ts';
import { personById } from './person.ts';
import { unitNamed, type Names } from './unit.ts';

export type Seating = Pick<NewAssignment, 'personId' | 'role' | 'accordId' | 'at'> &
  Partial<Pick<NewAssignment, 'channels' | 'tlp' | 'by' | 'reason'>> & {
    /** By its names; made if there is none. */
    readonly unit: Names;
  };

/** At the word of whoever runs the machine, who needs nobody's consent: a person's role in a unit of that name. Safe to repeat. */
export async function seatPerson(
  client: Client,
  { unit, channels = null, tlp = 'amber+strict', by = MACHINE, reason = 'set at the machine', ...seat }: Seating,
): Promise<void> {
  const person = await personById(client, seat.personId);
  if (!person) throw new Failure('not-found', 'there is no such person at this node');
  const { at } = seat;
  const unitId = await unitNamed(client, { party: person.party, parent: null, names: unit, at });
  await assignOnce(client, { ...seat, unit: unitId, channels, tlp, by, reason });
}
