import { ROLES, type Role } from '#api/permissions.ts';
import { replaceToken } from '../../src/cli/account.ts';
import { openedAccount } from './open-account.ts';
import type { TestNode } from './two-nodes.ts';

export type Accounts = {
  readonly url: string;
  readonly bearer: (role: Role) => { readonly authorization: string };
  readonly personId: (role: Role) => string;
};

/** An account of every role with its token; all but the administrator are members of the accord. */
export async function accountsAt({ running, partyId, port }: TestNode, accord: string): Promise<Accounts> {
  const tokens = new Map<Role, string>();
  for (const role of ROLES) {
    await openedAccount(running, role === 'administrator' ? { role } : { role, accord });
    tokens.set(role, await replaceToken(running, role));
  }
  return {
    url: `http://127.0.0.1:${port}`,
    bearer: (role) => ({ authorization: `Bearer ${tokens.get(role)}` }),
    personId: (role) => `${partyId.slice(-12)}-${role}`,
  };
}
