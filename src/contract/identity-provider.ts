import { z } from 'zod';
import { ROLES } from '#contract/roles.ts';
import { line } from '#contract/shape.ts';

/** What one group of the identity provider means here. */
export const GroupRule = z.strictObject({
  group: line(300),
  role: z.enum(ROLES),
  unit: line(200),
  accord: z
    .union([z.string().regex(/^accord--[0-9a-f-]{36}$/), z.literal('*')])
    .nullable()
    .describe('* is all, also those to come'),
  channels: z.array(line(100)).min(1).max(50).nullable().describe('null: all channels'),
  tlp: z.enum(['clear', 'green', 'amber', 'amber+strict', 'red']),
});
export type GroupRule = z.infer<typeof GroupRule>;

const settings = {
  name: line(100).describe('as the button on the sign-in page says it'),
  issuer: z.url({ protocol: /^https?$/ }).max(500),
  clientId: line(300),
  scopes: z.array(line(100)).max(20).describe('beside openid'),
  groupsClaim: line(300).describe(
    'where the groups stand among the claims: groups, or a path such as realm_access.roles',
  ),
  mapping: z.array(GroupRule).max(200),
  unknownPeople: z.enum(['refuse', 'make']),
  isSecondFactor: z.boolean().describe('its sign-in counts as the second factor too'),
  isOn: z.boolean(),
};

/** `PUT /api/v1/identity-provider`. */
export const NewIdentityProvider = z.strictObject({
  ...settings,
  clientSecret: z
    .string()
    .min(1)
    .max(1000)
    .nullable()
    .optional()
    .describe('left out: as it was; null: a public client'),
});
export type NewIdentityProvider = z.infer<typeof NewIdentityProvider>;

/** `GET /api/v1/identity-provider`. The secret is never told. */
export const IdentityProviderView = z.object({
  provider: z
    .object({ ...settings, hasSecret: z.boolean(), changedAt: z.iso.datetime(), changedBy: z.string() })
    .nullable(),
  redirectUri: z.string().describe('what the provider must be told of this node'),
});
export type IdentityProviderView = z.infer<typeof IdentityProviderView>;

/** `POST /api/v1/identity-provider/test`. */
export const ProviderTest = z.object({ works: z.boolean(), detail: z.string() });
export type ProviderTest = z.infer<typeof ProviderTest>;
