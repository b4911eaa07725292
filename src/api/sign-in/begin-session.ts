import { APIError } from 'better-auth/api';
import { sql } from '#store/db.ts';
import { rowsOf, type Client } from '#store/people/client.ts';
import { noteFirstIn, type SignInMethod } from '#store/people/session.ts';
import { passkeyBy } from '#store/people/passkey.ts';
import { useLink } from '#store/people/sign-in-link.ts';

/** The way in, by the path that was asked; what is not here begins no session. */
const METHODS: Readonly<Record<string, SignInMethod>> = {
  '/magic-link/verify': 'link',
  '/passkey/verify-authentication': 'passkey',
  '/provider/callback': 'provider',
  '/set-up': 'set-up',
};

export type BegunSession = { readonly personId: string; readonly method: SignInMethod; readonly at: Date };
export type EmergencySignIn = BegunSession & { readonly id: number };

export type Beginning = {
  readonly userId: string;
  readonly path: string | undefined;
  /** Of the link, where it is one. */
  readonly token: string | undefined;
  /** The credential, where it is a passkey. */
  readonly credential: string | undefined;
  readonly address: string | null;
  readonly agent: string | null;
};

type Admitted = {
  readonly method: SignInMethod;
  readonly linkBy: string | null;
  /** Whose a factor may be that is added in it. */
  readonly factorBy: string | null;
};

type Telling = {
  readonly now: Date;
  readonly alarm: (use: EmergencySignIn) => Promise<void>;
  readonly note: (begun: BegunSession) => Promise<void>;
};

type Candidate = {
  readonly id: string;
  readonly isService: boolean;
  readonly isActive: boolean;
  readonly isEmergency: boolean;
  readonly isLocalOff: boolean;
  readonly isKnown: boolean;
};

/** Refusals that a page explains; the library passes the code on. */
export const REFUSALS = {
  DEACTIVATED: 'this account is switched off',
  LOCAL_OFF: 'this node lets people in by its identity provider; only accounts for emergencies sign in here',
} as const;

/**
 * Whether this session may begin, and how. An emergency account's use is committed, and told, before its session exists: nobody acts
 * in it unseen, whatever fails next.
 */
export async function admitSession(
  client: Client,
  { userId, path, token, credential, address, agent }: Beginning,
  { now, alarm, note }: Telling,
): Promise<Admitted> {
  const method = METHODS[path ?? ''];
  if (method === undefined) throw new APIError('FORBIDDEN', { code: 'NO_WAY_IN' });
  const [person] = await rowsOf<Candidate>(
    client,
    sql`select p.id, p.kind = 'service' as "isService", p.deactivated_at is null as "isActive", p.is_emergency as "isEmergency",
          w.local_sign_in = 'emergency' and exists (select from people.identity_provider where is_on) as "isLocalOff",
          people.is_known(p.id) as "isKnown"
        from people.person p cross join people.sign_in_setting w where p.user_id = ${userId}`,
  );
  if (!person || person.isService || !person.isActive) throw refused('DEACTIVATED');
  const isLocal = method === 'link' || method === 'passkey';
  if (isLocal && person.isLocalOff && !person.isEmergency) throw refused('LOCAL_OFF');
  await note({ personId: person.id, method, at: now });
  await noteFirstIn(client, person.id, now);
  if (person.isEmergency) {
    const [use] = await rowsOf<{ id: number }>(
      client,
      sql`insert into people.emergency_use (at, person_id, method, address, agent)
          values (${now}, ${person.id}, ${method}, ${address}, ${agent}) returning id`,
    );
    await alarm({ id: use!.id, personId: person.id, method, at: now });
  }
  if (method === 'passkey') {
    const by = credential === undefined ? null : await passkeyBy(client, credential);
    return { method, linkBy: by, factorBy: by };
  }
  const linkBy = method === 'link' && token !== undefined ? await useLink(client, token, now) : null;
  // The first factor of all is what a new colleague adds by the link that brought them.
  return { method, linkBy, factorBy: person.isKnown ? linkBy : null };
}

const refused = (code: keyof typeof REFUSALS): APIError => new APIError('FORBIDDEN', { code, message: REFUSALS[code] });
