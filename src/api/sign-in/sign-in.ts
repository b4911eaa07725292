import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { Failure } from '#kernel/errors.ts';
import { randomBytes as systemRandom, randomUUID } from 'node:crypto';
import { inOne, rowsOf } from '#store/people/client.ts';
import { personById, personByUser, putPerson, type Person } from '#store/people/person.ts';
import { seatPerson } from '#store/people/seat-person.ts';
import { sealUnder, type Seal } from '#store/people/seal.ts';
import {
  endSession,
  isOver,
  sessionFacts,
  standingOf,
  touchSession,
  type SessionFacts,
  type Standing,
} from '#store/people/session.ts';
import { hasAdministrator, newSetUpToken, takeSetUpToken } from '#store/people/set-up.ts';
import { keepLinkMaker } from '#store/people/sign-in-link.ts';
import { demandAtFirst } from '#store/people/sign-in-settings.ts';
import { sql } from '#store/db.ts';
import type { SetUp } from '#contract/sign-in.ts';
import { openFactors, type Factors } from './factors.ts';
import type { Delivery, Library, SignInOptions } from './library.ts';
import { mountSignIn } from './mount.ts';
import { openProvider, type ProviderEntry } from './provider.ts';

export type { SignInOptions } from './library.ts';

export type NewPerson = Omit<Person, 'userId'>;

export type SignedIn = {
  readonly personId: string;
  readonly party: string;
  readonly name: string;
  readonly locale: string;
  readonly officerNumber: string;
  readonly sessionId: string;
  readonly expiresAt: Date;
  readonly standing: Standing;
  readonly facts: SessionFacts;
};

export type SignIn = {
  /** Adds a person with a way to sign in, or changes one. Safe to repeat. */
  savePerson(person: NewPerson): Promise<void>;
  /** The sign-in's own user for a person who is about to be added: until they are, it opens nothing. */
  userFor(person: Pick<NewPerson, 'id' | 'name'>): Promise<string>;
  /** A link that signs this person in once, within 24 hours. Whoever holds it is that person: hand it over in person. `madeBy`: the person who made it; left out, it was made at the machine. */
  createSignInLink(personId: string, madeBy?: string): Promise<string>;
  /** Who asks; undefined without a living session. What they may is asked elsewhere, at each request. */
  sessionFor(headers: IncomingHttpHeaders): Promise<SignedIn | undefined>;
  /** While nobody administers this node: a link that makes the first one, once, within 24 hours; the ones before open nothing more. */
  createSetUpLink(): Promise<string | undefined>;
  readonly factors: Factors;
  readonly provider: ProviderEntry;
  readonly seal: Seal;
  readonly baseUrl: string;
  /** Ends all sessions of a person, at once. */
  endSessions(personId: string): Promise<void>;
  /** Serves what a browser needs below /api/auth. */
  mount(app: FastifyInstance): void;
};

export function openSignIn(options: SignInOptions): SignIn {
  const { pool, baseUrl, partyId, now = () => new Date() } = options;
  const { randomBytes = (size: number) => new Uint8Array(systemRandom(size)) } = options;
  if (options.secret.length < 32)
    throw new Failure('internal', 'The secret of the sign-in must have 32 characters or more.');
  const seal = sealUnder(options.secret, randomBytes);
  const issuer = `Entente ${new URL(baseUrl).host}`;
  const factors = openFactors({ client: pool, seal, issuer, now, randomBytes });
  const provider = openProvider({
    pool,
    seal,
    now,
    partyId,
    uuid: randomUUID,
    redirectUri: `${baseUrl}/api/auth/provider/callback`,
    fetch: options.fetch ?? fetch,
    report: options.report,
    makePerson: async (name) => {
      const id = randomUUID();
      await savePerson({ id, party: partyId, name, locale: 'en', officerNumber: `I-${id.slice(0, 8)}` });
      return id;
    },
  });
  // Loaded when somebody signs in or has a session: a node that only machines ask does without its memory.
  let opened: Promise<Library> | undefined;
  const library = (): Promise<Library> =>
    (opened ??= import('./library.ts').then(({ openLibrary }) =>
      openLibrary(options, { setUp, provider, giveCode: giveCodeIn }),
    ));

  async function userFor({ id, name }: Pick<NewPerson, 'id' | 'name'>): Promise<string> {
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

  async function createSignInLink(personId: string, madeBy?: string): Promise<string> {
    const [person] = await rowsOf<{ isService: boolean; isActive: boolean }>(
      pool,
      sql`select kind = 'service' as "isService", deactivated_at is null as "isActive" from people.person where id = ${personId}`,
    );
    if (person === undefined) throw new Failure('not-found', 'There is no such person at this node.');
    if (person.isService) throw new Failure('bad-input', 'a service has tokens and does not sign in');
    if (!person.isActive) throw new Failure('conflict', 'this account is switched off');
    let link: string | undefined;
    const metadata: Delivery = { deliver: (url) => (link = url) };
    await (
      await library()
    ).api.signInMagicLink({
      body: { email: addressOf(personId), callbackURL: '/', errorCallbackURL: '/sign-in', metadata },
      headers: new Headers(),
    });
    if (link === undefined) throw new Failure('internal', 'The sign-in library made no link.');
    const token = new URL(link).searchParams.get('token') ?? '';
    if (madeBy !== undefined && madeBy !== personId) await keepLinkMaker(pool, { token, personId, madeBy, at: now() });
    return link;
  }

  async function createSetUpLink(): Promise<string | undefined> {
    if (await hasAdministrator(pool)) return undefined;
    await demandAtFirst(pool, 'administrator');
    // Behind the hash: no server, proxy or log on the way is told.
    return `${baseUrl}/set-up#${await newSetUpToken(pool, now(), randomBytes)}`;
  }

  async function setUp({ token, name, unit, locale }: SetUp): Promise<string | undefined> {
    if (!(await takeSetUpToken(pool, token, now())) || (await hasAdministrator(pool))) return undefined;
    const id = randomUUID();
    await savePerson({ id, party: partyId, name, locale, officerNumber: `A-${id.slice(0, 8)}` });
    const seat = { personId: id, role: 'administrator', unit: { en: unit }, accordId: null };
    await inOne(pool, (client) => seatPerson(client, { ...seat, at: now(), reason: 'the first administrator' }));
    return (await personById(pool, id))?.userId;
  }

  async function giveCodeIn({ id }: { readonly id: string }, code: string) {
    const facts = await sessionFacts(pool, id);
    if (!facts?.isActive || isOver(facts, now())) return 'wrong';
    return factors.giveCode(facts, code);
  }

  async function sessionFor(headers: IncomingHttpHeaders): Promise<SignedIn | undefined> {
    if (headers.cookie === undefined) return undefined;
    const found = await (await library()).api.getSession({ headers: new Headers({ cookie: headers.cookie }) });
    if (!found) return undefined;
    const [person, facts] = await Promise.all([
      personByUser(pool, found.user.id),
      sessionFacts(pool, found.session.id),
    ]);
    if (person === undefined || !facts?.isActive) return undefined;
    if (isOver(facts, now())) {
      await endSession(pool, person.id, facts.id);
      return undefined;
    }
    if (now().getTime() - facts.lastUsedAt.getTime() > 60_000) await touchSession(pool, facts.id, now());
    const { id, party, name, locale, officerNumber } = person;
    const { id: sessionId, expiresAt } = found.session;
    const standing = standingOf(facts);
    return { personId: id, party, name, locale, officerNumber, sessionId, expiresAt, standing, facts };
  }

  async function endSessions(personId: string): Promise<void> {
    const person = await personById(pool, personId);
    if (person === undefined) return;
    const { internalAdapter } = await (await library()).$context;
    await internalAdapter.deleteUserSessions(person.userId);
  }

  return {
    savePerson,
    userFor,
    createSignInLink,
    createSetUpLink,
    sessionFor,
    endSessions,
    factors,
    provider,
    seal,
    baseUrl,
    mount: (app) => mountSignIn(app, { library, pool, baseUrl, sessionFor, now }),
  };
}

/** The library knows people by an e-mail address. Ours lead nowhere (RFC 2606): no e-mail is ever sent. */
function addressOf(personId: string): string {
  return `${personId.toLowerCase()}@sign-in.invalid`;
}
