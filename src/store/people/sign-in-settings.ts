import { Failure } from '#kernel/errors.ts';
import { sql } from '#store/db.ts';
import { rowsOf, type Client } from './client.ts';

/** How this node lets people in: one row. */
export type SignInSettings = {
  /** Who has one of these does nothing without a second factor. */
  readonly secondFactorRoles: readonly string[];
  /** `emergency`: by link and passkey only accounts for emergencies; everybody else by the identity provider. */
  readonly localSignIn: 'all' | 'emergency';
  readonly idleMinutes: number;
  readonly absoluteHours: number;
  /** The longest life of a new token. */
  readonly tokenDays: number;
};

export async function signInSettings(client: Client): Promise<SignInSettings> {
  const [row] = await rowsOf<SignInSettings>(
    client,
    sql`select second_factor_roles as "secondFactorRoles", local_sign_in as "localSignIn", idle_minutes as "idleMinutes",
          absolute_hours as "absoluteHours", token_days as "tokenDays" from people.sign_in_setting`,
    'sign_in_settings',
  );
  if (row === undefined) throw new Failure('inconsistent', 'this node has no settings of its sign-in');
  return row;
}

export async function changeSignInSettings(
  client: Client,
  settings: SignInSettings,
  { at, by }: { readonly at: Date; readonly by: string },
): Promise<void> {
  await rowsOf(
    client,
    sql`update people.sign_in_setting set second_factor_roles = ${settings.secondFactorRoles},
          local_sign_in = ${settings.localSignIn}, idle_minutes = ${settings.idleMinutes},
          absolute_hours = ${settings.absoluteHours}, token_days = ${settings.tokenDays}, changed_at = ${at}, changed_by = ${by}`,
  );
}

/** At the first administrator: from then on the role is worth nothing without a second factor, unless somebody decides otherwise. */
export async function demandAtFirst(client: Client, role: string): Promise<void> {
  await rowsOf(
    client,
    sql`update people.sign_in_setting set second_factor_roles = array[${role}::text]
        where changed_at is null and second_factor_roles = '{}'`,
  );
}
