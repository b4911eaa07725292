import type { FastifyRequest } from 'fastify';
import { Failure } from '#kernel/errors.ts';
import { mayRead } from '#kernel/policy/class.ts';
import type { Tlp } from '#kernel/policy/markings.ts';
import { allClasses } from '#store/classes.ts';
import type { Db } from '#store/db.ts';
import { EVERY_ACCORD, membershipsOf } from '#store/people/membership.ts';
import { personById, type Person } from '#store/people/person.ts';
import { findToken, touchToken, type FoundToken } from '#store/people/token.ts';
import { tokenHash } from '#store/people/token-text.ts';
import type { SignIn } from '#api/sign-in/sign-in.ts';
import { isRole, permissionsOf } from '#api/permissions.ts';
import type { Caller, CallerOf } from '#api/route.ts';

/** Who asks: a bearer token or a session. A browser's change must come from the node's own pages. */
export function callersOf(db: Db, signIn: SignIn, options: { ownOrigin: string; now: () => Date }): CallerOf {
  return async (request) => {
    const { authorization } = request.headers;
    if (authorization !== undefined) return byToken(db, authorization, options.now());
    const session = await signIn.sessionFor(request.headers);
    if (!session) throw new Failure('unauthenticated', 'sign in, or send a bearer token');
    refuseOtherOrigin(request, options.ownOrigin);
    const person = await personById(db.pool, session.personId);
    if (!person) throw new Failure('unauthenticated', 'this person is no longer known here');
    return asCaller(db, person);
  };
}

function refuseOtherOrigin(request: FastifyRequest, ownOrigin: string): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const isOwnSite = site === undefined ? origin !== undefined : site === 'same-origin';
  const isOwn = origin === undefined || origin === ownOrigin || origin === `http://${request.headers.host}`;
  if (!isOwnSite || !isOwn) throw new Failure('forbidden', 'a change must come from the pages of this node');
}

async function byToken(db: Db, authorization: string, now: Date): Promise<Caller> {
  const text = /^Bearer (\S{10,200})$/.exec(authorization)?.[1];
  const hash = text === undefined ? undefined : tokenHash(text);
  const token = hash && (await findToken(db.pool, hash, now));
  const person = token?.personId ? await personById(db.pool, token.personId) : undefined;
  if (!token || !person) throw new Failure('unauthenticated', 'the token is not valid');
  await touchToken(db.pool, token.id, now);
  return asCaller(db, person, token);
}

/** The reader's classes, by the one policy function, over the classes that there are. */
async function asCaller(db: Db, person: Person, token?: FoundToken): Promise<Caller> {
  if (!isRole(person.role)) throw new Failure('unauthenticated', 'the role of this person is not known here');
  const memberships = await membershipsOf(db.pool, person.id);
  const readerOf = (accord: string) => ({
    accords: memberships.map(({ accordId, channels, tlp }) => ({
      accord: accordId === EVERY_ACCORD ? accord : accordId,
      channels: channels ?? ('*' as const),
      tlp: tlp as Tlp,
    })),
  });
  const classes = await db.transaction({ classes: [] }, allClasses);
  return {
    personId: person.id,
    name: person.name,
    role: person.role,
    unit: person.unit,
    locale: person.locale,
    officerNumber: person.officerNumber,
    token: token?.name ?? null,
    permissions: permissionsOf(person.role).filter((name) => token?.scopes.includes(name) ?? true),
    classes: classes.filter(({ facts }) => mayRead(facts, readerOf(facts.accord ?? ''))).map(({ id }) => id),
  };
}
