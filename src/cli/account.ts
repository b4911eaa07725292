import { resolve } from 'node:path';
import { Failure } from '#kernel/errors.ts';
import { isIdOf } from '#kernel/stix/ids.ts';
import { isRole, permissionsOf, ROLES, type Role } from '#api/permissions.ts';
import { seatByTwo } from '#api/seat-by-two.ts';
import { EVERY_ACCORD, MACHINE } from '#store/people/assignment.ts';
import { issueToken, revokeToken, tokensOf } from '#store/people/token.ts';
import type { Node } from '../node.ts';
import { readArgs, required, type Command } from './args.ts';

const USAGE = 'entente account --data DIR --role ROLE [--accord ID | --accord all]';

type Asked = { readonly role: Role; readonly accord?: string };
type Openable = Pick<Node, 'db' | 'self' | 'signIn'>;

export type Opened = {
  readonly link: string;
  /** Its role waits for a second person. */
  readonly proposal: string | null;
};

/**
 * An account of an office and a one-time link to it, in its role; with an accord (or all, also those to come) for that accord, which may
 * arrive long after its readers are named. Once somebody at the node could confirm, the role waits for them: whoever runs the machine is
 * no second person either.
 */
export async function openAccount({ db, self, signIn }: Openable, asked: Asked): Promise<Opened> {
  const { role, accord } = asked;
  const id = personOf(self.partyId, role);
  const name = role.replaceAll('-', ' ');
  await signIn.savePerson({ id, party: self.partyId, name, locale: 'en', officerNumber: role });
  const seat = { person: id, role, unit: { en: name }, accord: accord === 'all' ? EVERY_ACCORD : (accord ?? null) };
  const doing = { by: MACHINE, at: self.now(), party: self.partyId, uuid: self.uuid, reason: 'opened at the machine' };
  const { proposal } = await db.transaction('node', (tx) => seatByTwo(tx, seat, doing));
  return { link: await signIn.createSignInLink(id), proposal };
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
      const { link, proposal } = await openAccount(node, { role, ...(accord === undefined ? {} : { accord }) });
      const token = await replaceToken(node, role);
      io.stdout.write(`sign in once ${link}\ntoken        ${token}\n`);
      if (proposal !== null) io.stdout.write('its role waits for a second person, who confirms it under Proposals\n');
      return 0;
    } finally {
      await node.db.close();
    }
  },
};
