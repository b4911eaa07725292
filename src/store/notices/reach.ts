import { sql, type Tx } from '#store/db.ts';

/** How somebody is told beside the application. */
export type ReachRow = {
  readonly person: string;
  readonly email: string | null;
  readonly timeZone: string;
  readonly quietFrom: number | null;
  readonly quietUntil: number | null;
  readonly urgentBreaks: boolean;
  readonly digestAt: number;
};

export function reachOf(tx: Tx, persons: readonly string[]): Promise<ReachRow[]> {
  return tx.rows<ReachRow>(sql`
    select person, email, time_zone as "timeZone", quiet_from as "quietFrom", quiet_until as "quietUntil",
      urgent_breaks as "urgentBreaks", digest_at as "digestAt"
    from notices.person where person = any (${persons})`);
}

export async function putReach(tx: Tx, row: ReachRow): Promise<void> {
  await tx.run(sql`
    insert into notices.person (person, email, time_zone, quiet_from, quiet_until, urgent_breaks, digest_at)
    values (${row.person}, ${row.email}, ${row.timeZone}, ${row.quietFrom}, ${row.quietUntil}, ${row.urgentBreaks}, ${row.digestAt})
    on conflict (person) do update set email = excluded.email, time_zone = excluded.time_zone, quiet_from = excluded.quiet_from,
      quiet_until = excluded.quiet_until, urgent_breaks = excluded.urgent_breaks, digest_at = excluded.digest_at`);
}

export async function putChoice(
  tx: Tx,
  choice: { readonly person: string; readonly kind: string; readonly mail: string; readonly webhook: string },
): Promise<void> {
  await tx.run(sql`
    insert into notices.choice (person, kind, mail, webhook) values (${choice.person}, ${choice.kind}, ${choice.mail}, ${choice.webhook})
    on conflict (person, kind) do update set mail = excluded.mail, webhook = excluded.webhook`);
}

export type Webhook = {
  readonly id: string;
  readonly person: string;
  readonly url: string;
  /** Sealed. */
  readonly secret: string;
  readonly madeAt: Date;
  readonly failures: number;
  readonly disabledAt: Date | null;
};

const WEBHOOK = sql`id, person, url, secret, made_at as "madeAt", failures, disabled_at as "disabledAt"`;

export function webhooksOf(tx: Tx, persons: readonly string[]): Promise<Webhook[]> {
  return tx.rows<Webhook>(sql`select ${WEBHOOK} from notices.webhook where person = any (${persons}) order by made_at`);
}

export async function putWebhook(
  tx: Tx,
  {
    person,
    url,
    secret,
    at,
  }: { readonly person: string; readonly url: string; readonly secret: string; readonly at: Date },
): Promise<string> {
  const row = await tx.row<{ id: string }>(
    sql`insert into notices.webhook (person, url, secret, made_at) values (${person}, ${url}, ${secret}, ${at}) returning id`,
  );
  return row!.id;
}

export const endWebhook = (tx: Tx, person: string, id: string): Promise<number> =>
  tx.run(sql`delete from notices.webhook where person = ${person} and id = ${id}`);

export const enableWebhook = (tx: Tx, person: string, id: string): Promise<number> =>
  tx.run(
    sql`update notices.webhook set disabled_at = null, failures = 0, why = null where person = ${person} and id = ${id}`,
  );

export async function noteWebhook(
  tx: Tx,
  id: string,
  now: { readonly failures: number; readonly disabledAt: Date | null; readonly why: string | null },
): Promise<void> {
  await tx.run(sql`
    update notices.webhook set failures = ${now.failures}, disabled_at = coalesce(disabled_at, ${now.disabledAt}::timestamptz), why = ${now.why}
    where id = ${id}`);
}
