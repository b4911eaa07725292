import { resolve } from 'node:path';
import { Failure } from '#kernel/errors.ts';
import { isRole, permissionsOf, ROLES, type Role } from '#api/permissions.ts';
import { putMembership } from '#store/people/membership.ts';
import { issueToken } from '#store/people/token.ts';
import type { Node } from '../node.ts';
import { readArgs, required, type Command } from './args.ts';

const USAGE = 'entente account --data DIR --role ROLE [--accord ID]';

type Asked = { readonly role: Role; readonly accord?: string };
type Opened = { readonly link: string; readonly token: string };
type Openable = Pick<Node, 'db' | 'self' | 'signIn'>;

/** An account of an office: its one-time link and a token. Repeating it gives a new link to the same account. */
export async function openAccount({ db, self, signIn }: Openable, { role, accord }: Asked): Promise<Opened> {
  const id = `${self.partyId.slice(-12)}-${role}`;
  const unit = role.replaceAll('-', ' ');
  await signIn.savePerson({ id, party: self.partyId, name: unit, role, unit, locale: 'en', officerNumber: role });
  if (accord) await putMembership(db.pool, { personId: id, accordId: accord, channels: null, tlp: 'amber+strict' });
  const { token } = await issueToken(
    db.pool,
    { personId: id, name: `account ${role}`, scopes: permissionsOf(role), at: self.now() },
    self.randomBytes,
  );
  return { link: await signIn.createSignInLink(id), token };
}

export const account: Command = {
  name: 'account',
  summary: 'opens an account of a role at a node that runs on this machine, and prints its one-time link and a token',
  usage: USAGE,
  run: async (args, io) => {
    const { values } = readArgs(
      args,
      { data: { type: 'string' }, role: { type: 'string' }, accord: { type: 'string' } },
      USAGE,
    );
    const role = required(values.role, '--role', USAGE);
    if (!isRole(role)) throw new Failure('bad-input', `there is no role "${role}"; roles: ${ROLES.join(', ')}`);
    const { openableAt } = await import('./openable.ts');
    const node = await openableAt(resolve(required(values.data, '--data', USAGE)));
    try {
      const { link, token } = await openAccount(node, values.accord ? { role, accord: values.accord } : { role });
      io.stdout.write(`sign in once ${link}\ntoken        ${token}\n`);
      return 0;
    } finally {
      await node.db.close();
    }
  },
};
