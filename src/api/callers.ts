import type { FastifyRequest } from 'fastify';
import { toHex } from '#platform';
import { Failure } from '#kernel/errors.ts';
import { mayRead, type Reader } from '#kernel/policy/class.ts';
import { isFixedMarking, type KnownMarkings, type Tlp } from '#kernel/policy/markings.ts';
import { classReader, type ClassReader, type VisibilityClass } from '#store/classes.ts';
import type { Db } from '#store/db.ts';
import { gathered } from '#store/gather.ts';
import { knownMarkings } from '#store/known-markings.ts';
import { EVERY_ACCORD, membershipsOf } from '#store/people/membership.ts';
import { personById } from '#store/people/person.ts';
import { holdersOf, touchToken, type TokenHolder } from '#store/people/token.ts';
import { closedReader, type WaitsFor } from '#store/recovery.ts';
import { tokenHash } from '#store/people/token-text.ts';
import type { SignIn } from '#api/sign-in/sign-in.ts';
import { isRole, permissionsOf, type Permission } from '#api/permissions.ts';
import type { Caller, CallerOf, CallerSession } from '#api/route.ts';

/** Who asks: a bearer token or a session. A browser's change must come from the node's own pages. */
export function callersOf(db: Db, signIn: SignIn, options: { ownOrigin: string; now: () => Date }): CallerOf {
  const classes = classReader();
  const closedNow = closedReader();
  const byToken = tokenCallers(db, { now: options.now, classes, closedNow });
  return async (request) => {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      const hash = hashOf(authorization);
      const caller = hash && (await byToken(hash));
      if (!caller) throw new Failure('unauthenticated', 'the token is not valid');
      return caller;
    }
    const session = await signIn.sessionFor(request.headers);
    if (!session) throw new Failure('unauthenticated', 'sign in, or send a bearer token');
    refuseOtherOrigin(request, options.ownOrigin);
    const person = await personById(db.pool, session.personId);
    if (!person) throw new Failure('unauthenticated', 'this person is no longer known here');
    const [memberships, there, closed] = await Promise.all([
      membershipsOf(db.pool, person.id),
      classes.all(db.pool),
      closedNow(db.pool),
    ]);
    const { facts, standing, expiresAt } = session;
    const caller = asCaller({ person, memberships }, { there, closed, meanings: await meaningsOf(db, there) });
    return inSession(caller, { ...facts, standing, expiresAt });
  };
}

/** With one factor of two one gives or makes the other, and nothing else: no record is seen, no permission held. */
function inSession(caller: Caller, session: CallerSession): Caller {
  if (session.standing === 'open') return { ...caller, session };
  const left: readonly Permission[] =
    session.standing === 'enrol' ? ['session.read', 'security.own'] : ['session.read'];
  const permissions = caller.permissions.filter((name) => left.includes(name));
  return { ...caller, session, permissions, classes: [], waitsFor: new Map() };
}

function refuseOtherOrigin(request: FastifyRequest, ownOrigin: string): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const isOwnSite = site === undefined ? origin !== undefined : site === 'same-origin';
  const isOwn = origin === undefined || origin === ownOrigin || origin === `http://${request.headers.host}`;
  if (!isOwnSite || !isOwn) throw new Failure('forbidden', 'a change must come from the pages of this node');
}

/** Machines ask at once: one look-up for all, and each token is judged once. Undefined: not valid (any more). */
function tokenCallers(db: Db, { now, classes, closedNow }: Judging): (hash: string) => Promise<Caller | undefined> {
  const judged = gathered(
    async (asked: readonly string[]) => {
      const at = now();
      const holders = await holdersOf(db.pool, [...new Set(asked)], at);
      const known = new Map<string, { readonly caller: Caller; readonly touched: Promise<void> | undefined }>();
      for (const [hash, holder] of holders) {
        const there = await classes.of(db.pool, holder.classes);
        const world = { there, closed: await closedNow(db.pool), meanings: await meaningsOf(db, there) };
        const caller = asCaller(holder, world);
        // Not waited for here: a row that somebody holds is no other token's matter.
        const touched = holder.token.isTouched ? undefined : touchToken(db.pool, holder.token.id, at);
        touched?.catch(() => {}); // who asked fails with it
        known.set(hash, { caller, touched });
      }
      return asked.map((hash) => known.get(hash));
    },
    { most: 100, lanes: 1 },
  );
  return async (hash) => {
    const found = await judged(hash);
    await found?.touched;
    return found?.caller;
  };
}

type Judging = {
  readonly now: () => Date;
  readonly classes: ClassReader;
  readonly closedNow: ReturnType<typeof closedReader>;
};

function hashOf(authorization: string): string | undefined {
  const text = /^Bearer (\S{10,200})$/.exec(authorization)?.[1];
  const hash = text === undefined ? undefined : tokenHash(text);
  return hash && toHex(hash);
}

type Known = Pick<TokenHolder, 'person' | 'memberships'> & { readonly token?: TokenHolder['token'] };

/** Of the markings without a fixed id, which few classes have: then nothing is asked. */
async function meaningsOf(db: Db, classes: readonly VisibilityClass[]): Promise<KnownMarkings> {
  const refs = classes.flatMap(({ facts }) => facts.markings.filter((ref) => !isFixedMarking(ref)));
  return refs.length === 0 ? () => undefined : db.transaction('node', (tx) => knownMarkings(tx, refs));
}

type Now = {
  readonly there: readonly VisibilityClass[];
  readonly closed: WaitsFor;
  readonly meanings: KnownMarkings;
};

/** What these memberships say of one accord, to the one policy function. */
export const readerOf = (memberships: Known['memberships'], accord: string): Reader => ({
  accords: memberships.map(({ accordId, channels, tlp }) => ({
    accord: accordId === EVERY_ACCORD ? accord : accordId,
    channels: channels ?? '*',
    tlp: tlp as Tlp,
  })),
});

/**
 * The reader's classes, by the one policy function, over the classes that there are; but none of an accord that was restored and
 * waits: what its partner deleted meanwhile is still in the backup.
 */
function asCaller({ person, memberships, token }: Known, { there, closed, meanings }: Now): Caller {
  if (!isRole(person.role)) throw new Failure('unauthenticated', 'the role of this person is not known here');
  const permitted = there.filter(({ facts }) => mayRead(facts, readerOf(memberships, facts.accord ?? ''), meanings));
  const isClosed = ({ facts }: VisibilityClass): boolean => closed.has(facts.accord ?? '');
  return {
    personId: person.id,
    name: person.name,
    role: person.role,
    unit: person.unit,
    locale: person.locale,
    officerNumber: person.officerNumber,
    token: token?.name ?? null,
    session: null,
    permissions: permissionsOf(person.role).filter((name) => token?.scopes.includes(name) ?? true),
    classes: permitted.filter((one) => !isClosed(one)).map(({ id }) => id),
    waitsFor: new Map([...closed].filter(([accord]) => permitted.some(({ facts }) => facts.accord === accord))),
  };
}
