import type { FastifyRequest } from 'fastify';
import { toHex } from '#platform';
import { Failure } from '#kernel/errors.ts';
import { isFixedMarking, type KnownMarkings } from '#kernel/policy/markings.ts';
import type { VisibilityClass } from '#store/classes.ts';
import type { Db } from '#store/db.ts';
import { gathered } from '#store/gather.ts';
import { knownMarkings } from '#store/known-markings.ts';
import { allPeople } from '#store/people/person.ts';
import { holdersOf, rightsStamp, touchToken, type FoundToken, type RightsStamp } from '#store/people/token.ts';
import { closedReader } from '#store/recovery.ts';
import { tokenHash } from '#store/people/token-text.ts';
import { openRights } from '#api/rights.ts';
import type { SignIn } from '#api/sign-in/sign-in.ts';
import type { Permission } from '#api/permissions.ts';
import type { Caller, CallerSession } from '#api/caller.ts';
import type { CallerOf } from '#api/route.ts';

/** Who asks: a bearer token or a session. A browser's change must come from the node's own pages. */
export function callersOf(db: Db, signIn: SignIn, options: { ownOrigin: string; now: () => Date }): CallerOf {
  const callerOf = callersById(db, options.now);
  const byToken = tokenCallers(db, { now: options.now, callerOf });
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
    const caller = await callerOf(session.personId, await rightsStamp(db.pool));
    if (!caller) throw new Failure('unauthenticated', 'this person is not active here');
    const { facts, standing, expiresAt } = session;
    return inSession({ ...caller, linkBy: facts.linkBy }, { ...facts, standing, expiresAt });
  };
}

/** With one factor of two one gives or makes the other, and nothing else: no record is seen, no permission held. */
function inSession(caller: Caller, session: CallerSession): Caller {
  if (session.standing === 'open') return { ...caller, session };
  const left: readonly Permission[] =
    session.standing === 'enrol' ? ['session.read', 'security.own'] : ['session.read'];
  const permissions = caller.permissions.filter((name) => left.includes(name));
  const rights = { ...caller.rights, seats: [] };
  return { ...caller, session, permissions, rights, classes: [], seen: [], waitsFor: new Map() };
}

const LOOPBACK = /^http:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/;

function refuseOtherOrigin(request: FastifyRequest, ownOrigin: string): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const isOwnSite = site === undefined ? origin !== undefined : site === 'same-origin';
  // On this machine it goes by several names; elsewhere it has the one that was configured.
  const isHere = LOOPBACK.test(ownOrigin) && origin === `http://${request.headers.host}` && LOOPBACK.test(origin);
  const isOwn = origin === undefined || origin === ownOrigin || isHere;
  if (!isOwnSite || !isOwn) throw new Failure('forbidden', 'a change must come from the pages of this node');
}

type ById = (personId: string, stamp: RightsStamp, token?: FoundToken) => Promise<Caller | undefined>;

/** One person as they are judged now, without their asking by a session or a token. Undefined: not active here. */
export function personAt(db: Db, now: () => Date): (personId: string) => Promise<Caller | undefined> {
  const callerOf = callersById(db, now);
  return async (personId) => callerOf(personId, await rightsStamp(db.pool));
}

/** Everybody as they would be judged now, signed in or not: for what is told to people without their asking. */
export function everybodyAt(db: Db, now: () => Date): () => Promise<Caller[]> {
  const callerOf = callersById(db, now);
  return async () => {
    const stamp = await rightsStamp(db.pool);
    const callers: Caller[] = [];
    for (const { id } of await allPeople(db.pool)) {
      const caller = await callerOf(id, stamp);
      if (caller) callers.push(caller);
    }
    return callers;
  };
}

/** Machines ask at once: one look-up for all, and each token is judged once. Undefined: not valid (any more). */
function tokenCallers(
  db: Db,
  { now, callerOf }: { readonly now: () => Date; readonly callerOf: ById },
): (hash: string) => Promise<Caller | undefined> {
  const judged = gathered(
    async (asked: readonly string[]) => {
      const at = now();
      const holders = await holdersOf(db.pool, [...new Set(asked)], at);
      const known = new Map<string, { readonly caller: Caller; readonly touched: Promise<void> | undefined }>();
      for (const [hash, { token, personId, stamp }] of holders) {
        const caller = await callerOf(personId, stamp, token);
        if (!caller) continue;
        // Not waited for here: a row that somebody holds is no other token's matter.
        const touched = token.isTouched ? undefined : touchToken(db.pool, token.id, at);
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

function hashOf(authorization: string): string | undefined {
  const text = /^Bearer (\S{10,200})$/.exec(authorization)?.[1];
  const hash = text === undefined ? undefined : tokenHash(text);
  return hash && toHex(hash);
}

/** Of the markings without a fixed id, which few classes have: then nothing is asked. */
async function meaningsOf(db: Db, classes: readonly VisibilityClass[]): Promise<KnownMarkings> {
  const refs = classes.flatMap(({ facts }) => facts.markings.filter((ref) => !isFixedMarking(ref)));
  return refs.length === 0 ? () => undefined : db.transaction('node', (tx) => knownMarkings(tx, refs));
}

/**
 * Who a person is now. What was worked out of their rights is kept as long as the database's version of everybody's rights and its
 * number of classes stay, and no time of an assignment passes; so nothing older than the request itself decides.
 */
function callersById(db: Db, now: () => Date): ById {
  const rightsOf = openRights(db, now);
  const closedNow = closedReader();
  return async (personId, stamp, token) => {
    const held = await rightsOf(personId, stamp);
    if (!held) return undefined;
    const { standing, rights, there } = held;
    const [closed, known] = await Promise.all([closedNow(db.pool), meaningsOf(db, there.unfixed)]);
    const permitted = held.permitted(known);
    const seen = closed.size === 0 ? permitted : permitted.filter(({ facts }) => !closed.has(facts.accord ?? ''));
    const { person } = standing;
    const [first] = rights.seats;
    const { permissions } = held;
    return {
      personId,
      name: person.name,
      locale: person.locale,
      officerNumber: person.officerNumber,
      role: first?.role ?? null,
      unit: first?.unitName ?? '',
      token: token?.name ?? null,
      linkBy: token?.linkBy ?? null,
      session: null,
      permissions: token ? permissions.filter((name) => token.scopes.includes(name)) : permissions,
      rights,
      known,
      // None of an accord that was restored and waits: what its partner deleted meanwhile is still in the backup.
      classes: seen === permitted ? held.numbers(known) : seen.map(({ id }) => id),
      seen,
      waitsFor: new Map([...closed].filter(([accord]) => permitted.some(({ facts }) => facts.accord === accord))),
    };
  };
}
