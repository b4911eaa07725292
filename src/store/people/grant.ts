import type { Grant } from '#kernel/policy/rights.ts';
import { sql } from '#store/db.ts';
import { rowsOf, type Client } from './client.ts';

/** What a role may. */
export type RoleGrant = Grant & { readonly role: string };

export async function allGrants(client: Client): Promise<RoleGrant[]> {
  return rowsOf<RoleGrant>(
    client,
    sql`select role, action, family, scope from people.permission_grant order by action, family, role, scope`,
    'all_grants',
  );
}

/** What the product brings along, once for each action and family: what this node changed afterwards stays changed. */
export async function takeShipped(client: Client, shipped: readonly RoleGrant[]): Promise<void> {
  const column = (name: keyof RoleGrant): string[] => shipped.map((grant) => grant[name]);
  await rowsOf(
    client,
    sql`with shipped as (
          select * from unnest(${column('role')}::text[], ${column('action')}::text[], ${column('family')}::text[], ${column('scope')}::text[])
            as t (role, action, family, scope)
        ), fresh as (
          insert into people.shipped_grant (action, family) select distinct action, family from shipped on conflict do nothing returning action, family
        )
        insert into people.permission_grant (role, action, family, scope)
        select s.role, s.action, s.family, s.scope from shipped s join fresh f on f.action = s.action and f.family = s.family
        on conflict do nothing`,
  );
}

export async function giveGrant(client: Client, { role, action, family, scope }: RoleGrant): Promise<boolean> {
  const given = await rowsOf(
    client,
    sql`insert into people.permission_grant (role, action, family, scope) values (${role}, ${action}, ${family}, ${scope})
        on conflict do nothing returning 1`,
  );
  return given.length > 0;
}

export async function takeGrant(client: Client, { role, action, family, scope }: RoleGrant): Promise<boolean> {
  const taken = await rowsOf(
    client,
    sql`delete from people.permission_grant
        where role = ${role} and action = ${action} and family = ${family} and scope = ${scope} returning 1`,
  );
  return taken.length > 0;
}
