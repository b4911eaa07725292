import { Failure } from '#kernel/errors.ts';
import type { KnownMarkings } from '#kernel/policy/markings.ts';
import type { Rights, Seat } from '#kernel/policy/rights.ts';
import type { VisibilityClass } from '#store/classes.ts';
import type { SessionFacts, Standing } from '#store/people/session.ts';
import type { WaitsFor } from '#store/recovery.ts';
import type { Permission, Role } from '#api/permissions.ts';

/** One of the assignments that hold now. */
export type CallerSeat = Seat & {
  readonly role: Role;
  /** The unit's identity. */
  readonly unit: string;
  /** As partners see it. */
  readonly unitName: string;
};

/** Who asks, and all that decides what they see and may do: classes and acts are judged by the one policy function. */
export type Caller = {
  readonly personId: string;
  readonly name: string;
  readonly locale: string;
  readonly officerNumber: string;
  /** Of the first assignment, for show; what they may do is in `permissions` and `rights`. Null: they have none now. */
  readonly role: Role | null;
  readonly unit: string;
  /** The token's name when a program asks. */
  readonly token: string | null;
  /** Who made the link that began this session, or the one in which this token was made. */
  readonly linkBy: string | null;
  /** Of a browser; null when a program asks. */
  readonly session: CallerSession | null;
  /** What any assignment permits, of some record or of none; a token's scopes leave some of them. */
  readonly permissions: readonly Permission[];
  readonly rights: Omit<Rights, 'seats'> & { readonly seats: readonly CallerSeat[] };
  /** What markings without a fixed id mean. */
  readonly known: KnownMarkings;
  /** Of what they may read. */
  readonly classes: readonly number[];
  /** The same with their facts. */
  readonly seen: readonly VisibilityClass[];
  /** Accords that they read, once the partner named has returned what it holds of them: this node was restored. */
  readonly waitsFor: WaitsFor;
};

/** What is open to a session that is not `open` is little, whatever the role holds. */
export type CallerSession = SessionFacts & { readonly standing: Standing; readonly expiresAt: Date };

export function refuseWithout({ permissions, rights, token, session }: Caller, permission: Permission): void {
  if (permissions.includes(permission)) return;
  if (session?.standing === 'code') throw new Failure('forbidden', 'give your second factor first');
  if (session?.standing === 'enrol')
    throw new Failure('forbidden', 'your role must have a second factor at this node: add one first');
  const isHeld = rights.seats.some(({ grants }) => grants.some(({ action }) => action === permission));
  const roles = [...new Set(rights.seats.map(({ role }) => role))].join(', ');
  const who = token !== null && isHeld ? 'this token, by its scopes,' : `the role ${roles || 'of nobody'}`;
  throw new Failure('forbidden', `${who} does not hold ${permission}`);
}
