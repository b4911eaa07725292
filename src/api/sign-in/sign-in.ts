import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { Failure } from '#kernel/errors.ts';
import { isRole, type Role } from '#api/permissions.ts';
import { personById, personByUser, putPerson, type Person } from '#store/people/person.ts';
import type { Delivery, Library, SignInOptions } from './library.ts';
import { mountSignIn } from './mount.ts';

export type { SignInOptions } from './library.ts';

export type NewPerson = Omit<Person, 'userId' | 'role'> & { readonly role: Role };

export type SignedIn = {
  readonly personId: string;
  readonly party: string;
  readonly name: string;
  readonly role: Role;
  readonly unit: string;
  readonly locale: string;
  readonly officerNumber: string;
  readonly sessionId: string;
  readonly expiresAt: Date;
};

export type SignIn = {
  /** Adds a person with a way to sign in, or changes one. Safe to repeat. */
  savePerson(person: NewPerson): Promise<void>;
  /** A link that signs this person in once, within 24 hours. Whoever holds it is that person: hand it over in person. */
  createSignInLink(personId: string): Promise<string>;
  /** Who asks, as their role and unit are now; undefined without a living session. */
  sessionFor(headers: IncomingHttpHeaders): Promise<SignedIn | undefined>;
  /** Ends all sessions of a person, at once. */
  endSessions(personId: string): Promise<void>;
  /** Serves what a browser needs below /api/auth. */
  mount(app: FastifyInstance): void;
};

export function openSignIn(options: SignInOptions): SignIn {
  const { pool } = options;
  if (options.secret.length < 32)
    throw new Failure('internal', 'The secret of the sign-in must have 32 characters or more.');
  // Loaded when somebody signs in or has a session: a node that only machines ask does without its memory.
  let opened: Promise<Library> | undefined;
  const library = (): Promise<Library> =>
    (opened ??= import('./library.ts').then(({ openLibrary }) => openLibrary(options)));

  async function userFor({ id, name }: NewPerson): Promise<string> {
    const { internalAdapter } = await (await library()).$context;
    const email = addressOf(id);
    const known = await internalAdapter.findUserByEmail(email);
    if (known) return known.user.id;
    const created = await internalAdapter.createUser({ email, name, emailVerified: true }, { method: 'entente' });
    return created.id;
  }

  async function savePerson(person: NewPerson): Promise<void> {
    // The user comes first: stopped in between, it is a user without a person, who can do nothing; a repetition finds it.
    await putPerson(pool, { ...person, userId: await userFor(person) });
  }

  async function createSignInLink(personId: string): Promise<string> {
    const person = await personById(pool, personId);
    if (person === undefined) throw new Failure('not-found', 'There is no such person at this node.');
    let link: string | undefined;
    const metadata: Delivery = { deliver: (url) => (link = url) };
    await (
      await library()
    ).api.signInMagicLink({
      body: { email: addressOf(personId), callbackURL: '/', errorCallbackURL: '/sign-in', metadata },
      headers: new Headers(),
    });
    if (link === undefined) throw new Failure('internal', 'The sign-in library made no link.');
    return link;
  }

  async function sessionFor(headers: IncomingHttpHeaders): Promise<SignedIn | undefined> {
    if (headers.cookie === undefined) return undefined;
    const found = await (await library()).api.getSession({ headers: new Headers({ cookie: headers.cookie }) });
    const person = found ? await personByUser(pool, found.user.id) : undefined;
    if (!found || person === undefined || !isRole(person.role)) return undefined;
    const { id, party, name, role, unit, locale, officerNumber } = person;
    const { id: sessionId, expiresAt } = found.session;
    return { personId: id, party, name, role, unit, locale, officerNumber, sessionId, expiresAt };
  }

  async function endSessions(personId: string): Promise<void> {
    const person = await personById(pool, personId);
    if (person === undefined) return;
    const { internalAdapter } = await (await library()).$context;
    await internalAdapter.deleteUserSessions(person.userId);
  }

  return {
    savePerson,
    createSignInLink,
    sessionFor,
    endSessions,
    mount: (app) => mountSignIn(app, library, options.baseUrl),
  };
}

/** The library knows people by an e-mail address. Ours lead nowhere (RFC 2606): no e-mail is ever sent. */
function addressOf(personId: string): string {
  return `${personId.toLowerCase()}@sign-in.invalid`;
}
