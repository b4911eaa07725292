import { resolve } from 'node:path';
import { Failure } from '#kernel/errors.ts';
import { isIdOf } from '#kernel/stix/ids.ts';
import { isRole, permissionsOf, ROLES, type Role } from '#api/permissions.ts';
import { EVERY_ACCORD } from '#store/people/assignment.ts';
import { seatPerson } from '#store/people/seat-person.ts';
import { issueToken, revokeToken, tokensOf } from '#store/people/token.ts';
import type { Node } from '../node.ts';
import { readArgs, required, type Command } from './args.ts';

const USAGE = 'entente account --data DIR --role ROLE [--accord ID | --accord all]';

type Asked = { readonly role: Role; readonly accord?: string };
type Openable = Pick<Node, 'db' | 'self' | 'signIn'>;

/**
 * An account of an office and a one-time link to it, in its role; with an accord (or all, also those to come) for that accord. Whoever runs
 * the node says who reads what, and need not be able to read it: an accord may arrive long after its readers are named.
 */
export async function openAccount({ db, self, signIn }: Openable, asked: Asked): Promise<string> {
  const { role, accord } = asked;
  const id = personOf(self.partyId, role);
  const name = role.replaceAll('-', ' ');
  await signIn.savePerson({ id, party: self.partyId, name, locale: 'en', officerNumber: role });
  const accordId = accord === 'all' ? EVERY_ACCORD : (accord ?? null);
  await seatPerson(db.pool, { personId: id, role, unit: { en: name }, accordId, at: self.now() });
  return signIn.createSignInLink(id);
}

/** A token with all rights of the account, in place of the one that it had. */
export async function replaceToken({ db, self }: Openable, role: Role): Promise<string> {
  const personId = personOf(self.partyId, role);
  const name = `account ${role}`;
  const at = self.now();
  for (const old of await tokensOf(db.pool, personId)) if (old.name === name) await revokeToken(db.pool, old.id, at);
  const asked = { personId, name, scopes: permissionsOf(role), at };
  return (await issueToken(db.pool, asked, self.randomBytes)).token;
}

const personOf = (partyId: string, role: Role): string => `${partyId.slice(-12)}-${role}`;

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
    if (!isRole(role))
      throw new Failure('bad-input', `there is no role "${role.slice(0, 40)}"; roles: ${ROLES.join(', ')}`);
    const { accord } = values;
    if (accord !== undefined && accord !== 'all' && !isIdOf(accord, 'accord'))
      throw new Failure('bad-input', '--accord is the id of an accord (accord--...), or all');
    const { openableAt } = await import('./openable.ts');
    const node = await openableAt(resolve(required(values.data, '--data', USAGE)));
    try {
      const link = await openAccount(node, { role, ...(accord === undefined ? {} : { accord }) });
      const token = await replaceToken(node, role);
      io.stdout.write(`sign in once ${link}\ntoken        ${token}\n`);
      return 0;
    } finally {
      await node.db.close();
    }
  },
};
