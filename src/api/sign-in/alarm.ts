import type { AccessLog } from '#store/access.ts';
import type { Db } from '#store/db.ts';
import { tell } from '#store/notices.ts';
import type { BegunSession, EmergencySignIn } from './begin-session.ts';

type Alarming = { readonly db: Db; readonly access: AccessLog; readonly report: (line: string) => void };

/** An account for emergencies was used: a line for whoever runs the machine, an entry in the access log, a notice to who must look at it. */
export function emergencyAlarm({ db, access, report }: Alarming): (use: EmergencySignIn) => Promise<void> {
  return async ({ id, personId, method, at }) => {
    report(`ALARM: the emergency account ${personId} was used (${method})`);
    const query = `sign-in of the emergency account (${method})`;
    await access.keep({
      at,
      person: personId,
      token: null,
      query,
      purpose: 'emergency',
      ids: [],
      to: null,
      kind: 'alarm',
    });
    await db.transaction('node', (tx) =>
      tell(tx, {
        kind: 'break-glass-used',
        to: { permission: 'sign-in.read' },
        about: { path: '/admin/sign-in' },
        facts: { method },
        at,
        by: personId,
        key: `emergency ${id}`,
      }),
    );
  };
}

/** Each sign-in is in the access log before its session is there. */
export function signInNoter({ access }: Pick<Alarming, 'access'>): (begun: BegunSession) => Promise<void> {
  return ({ personId, method, at }) =>
    access.keep({
      at,
      kind: 'sign-in',
      person: personId,
      token: null,
      query: `signed in (${method})`,
      purpose: 'sign-in',
      ids: [],
      to: null,
    });
}
