import { isTlpAbove, type Tlp } from '#kernel/policy/markings.ts';
import type { Tx } from '#store/db.ts';
import { PROVIDER } from '#store/people/assignment.ts';
import { withdrawOthers } from '#store/people/proposal.ts';
import {
  endProvided,
  letInByProvider,
  providedSeats,
  shutOutByProvider,
  type Provided,
} from '#store/people/provider.ts';
import type { Doing } from '#api/rights-acts.ts';
import { seatByTwo, type Seating } from '#api/seat-by-two.ts';
import type { Grants } from './provider-groups.ts';

export type Holding = Pick<Doing, 'at' | 'party' | 'uuid'>;

const REASON = 'by the groups of the identity provider';

/**
 * What the provider's groups give somebody, in place of what they gave before: the one place where groups become rights. Less holds at
 * once; more waits for a second person here, since whoever keeps the groups elsewhere is nobody's second. Until then somebody keeps what
 * the new one includes.
 */
export async function holdProviderGrants(
  tx: Tx,
  person: string,
  grants: Grants | undefined,
  { at, party, uuid }: Holding,
): Promise<void> {
  const doing: Doing = { by: PROVIDER, at, party, uuid, reason: REASON };
  if (grants === undefined) {
    await withdrawOthers(tx, { by: PROVIDER, at, person, kept: [] });
    await shutOutByProvider(tx, person, at);
    return;
  }
  await letInByProvider(tx, person);
  const given =
    grants.memberships.length === 0
      ? [{ accord: null, channels: null, tlp: 'amber+strict' as const }]
      : grants.memberships;
  const seats = given.map((one): Seating => ({ ...one, person, role: grants.role, unit: { en: grants.unit } }));
  const before = await providedSeats(tx, person, at);
  const kept: string[] = [];
  const waiting: string[] = [];
  for (const seat of seats) {
    const { proposal } = await seatByTwo(tx, seat, doing);
    if (proposal !== null) waiting.push(proposal);
    const now = await providedSeats(tx, person, at);
    const known = new Set(before.map(({ id }) => id));
    kept.push(...now.filter((one) => !known.has(one.id) || isSame(one, seat)).map(({ id }) => id));
    if (proposal !== null) kept.push(...before.filter((one) => isWithin(one, seat)).map(({ id }) => id));
  }
  await withdrawOthers(tx, { by: PROVIDER, at, person, kept: waiting });
  await endProvided(tx, { personId: person, at, kept });
}

const ofOnePlace = (one: Provided, { role, accord }: Seating): boolean => one.role === role && one.accord === accord;

const isSame = (one: Provided, seat: Seating): boolean =>
  ofOnePlace(one, seat) &&
  isWithin(one, seat) &&
  one.tlp === seat.tlp &&
  String(one.channels) === String(seat.channels);

const isWithin = (one: Provided, seat: Seating): boolean =>
  ofOnePlace(one, seat) &&
  !isTlpAbove(one.tlp as Tlp, seat.tlp ?? 'amber+strict') && // by the table's check
  (seat.channels === null || (one.channels ?? ['*']).every((name) => seat.channels?.includes(name)));
