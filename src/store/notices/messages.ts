import type { NoticeKind } from '#kernel/notices/kinds.ts';
import { sql, type Tx } from '#store/db.ts';

export type MailServerRow = {
  readonly host: string;
  readonly port: number;
  readonly security: 'tls' | 'starttls' | 'none';
  readonly username: string | null;
  /** Sealed. */
  readonly password: string | null;
  readonly sender: string;
};

export const mailServer = (tx: Tx): Promise<MailServerRow | undefined> =>
  tx.row<MailServerRow>(sql`select host, port, security, username, password, sender from notices.mail_server`);

export async function putMailServer(tx: Tx, row: MailServerRow, by: { person: string; at: Date }): Promise<void> {
  await tx.run(sql`
    insert into notices.mail_server (host, port, security, username, password, sender, changed_by, changed_at)
    values (${row.host}, ${row.port}, ${row.security}, ${row.username}, ${row.password}, ${row.sender}, ${by.person}, ${by.at})
    on conflict (one) do update set host = excluded.host, port = excluded.port, security = excluded.security,
      username = excluded.username, password = excluded.password, sender = excluded.sender,
      changed_by = excluded.changed_by, changed_at = excluded.changed_at`);
}

export const messageCounts = async (tx: Tx): Promise<{ waiting: number; failed: number }> =>
  (await tx.row<{ waiting: number; failed: number }>(sql`
    select count(*) filter (where done_at is null)::integer as waiting, count(*) filter (where outcome = 'failed')::integer as failed
    from notices.message where webhook is null`))!;

/**
 * What is due becomes messages: by e-mail one for each person, with all that is due to them; by webhook one for each notice and address.
 * Written before anything is sent, so a crash sends it at least once, under the same id.
 */
export async function makeMessages(tx: Tx, at: Date): Promise<void> {
  await tx.run(sql`
    with due as (
      select person, notice, is_urgent from notices.delivery
      where message is null and face = 'mail' and due_at <= ${at} order by due_at limit 500 for update skip locked
    ), made as (
      insert into notices.message (person, is_urgent, made_at, next_at)
      select person, bool_or(is_urgent), ${at}, ${at} from due group by person, is_urgent
      returning id, person, is_urgent
    )
    update notices.delivery d set message = made.id from due join made using (person, is_urgent)
    where d.person = due.person and d.notice = due.notice and d.face = 'mail'`);
  await tx.run(sql`
    delete from notices.delivery d where d.message is null and d.face = 'webhook' and d.due_at <= ${at}
      and not exists (select 1 from notices.webhook w where w.person = d.person and w.disabled_at is null)`);
  await tx.run(sql`
    with due as (
      select d.person, d.notice, d.is_urgent, gen_random_uuid() as id from notices.delivery d
      where d.message is null and d.face = 'webhook' and d.due_at <= ${at} order by d.due_at limit 500 for update skip locked
    ), hooks as (
      select distinct on (due.person, due.notice) due.*, w.id as webhook from due
      join notices.webhook w on w.person = due.person and w.disabled_at is null order by due.person, due.notice, w.made_at
    ), made as (
      insert into notices.message (id, person, webhook, is_urgent, made_at, next_at)
      select id, person, webhook, is_urgent, ${at}, ${at} from hooks returning id
    )
    update notices.delivery d set message = due.id from due join made on made.id = due.id
    where d.person = due.person and d.notice = due.notice and d.face = 'webhook'`);
}

export type Message = {
  readonly id: string;
  readonly person: string;
  readonly webhook: string | null;
  readonly isUrgent: boolean;
  readonly madeAt: Date;
  readonly attempts: number;
};

/** Where a message goes: one after the other to each. */
export const destinationOf = ({ webhook }: Pick<Message, 'webhook'>): string => webhook ?? 'mail';

/** The next that is due, to nowhere of these. It is put off by this, so that another process, or this one after a crash, takes it up only later. */
export async function takeMessage(
  tx: Tx,
  { at, again, but }: { at: Date; again: (attempts: number) => Date; but: readonly string[] },
): Promise<Message | undefined> {
  const message = await tx.row<Message>(sql`
    select id, person, webhook, is_urgent as "isUrgent", made_at as "madeAt", attempts + 1 as attempts
    from notices.message where done_at is null and next_at <= ${at}
      and coalesce(webhook::text, 'mail') <> all (${but}) order by next_at limit 1 for update skip locked`);
  if (!message) return undefined;
  const { id, attempts } = message;
  await tx.run(sql`update notices.message set attempts = ${attempts}, next_at = ${again(attempts)} where id = ${id}`);
  return message;
}

/** It was no attempt. */
export const putOff = (tx: Tx, id: string, until: Date): Promise<number> =>
  tx.run(sql`update notices.message set next_at = ${until}, attempts = attempts - 1 where id = ${id}`);

export const finish = (
  tx: Tx,
  id: string,
  {
    at,
    outcome,
    why,
  }: { readonly at: Date; readonly outcome: 'sent' | 'dropped' | 'failed'; readonly why: string | null },
): Promise<number> =>
  tx.run(sql`update notices.message set done_at = ${at}, outcome = ${outcome}, why = ${why} where id = ${id}`);

export type Carried = {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly persons: readonly string[] | null;
  readonly permission: string | null;
  readonly by: string | null;
  readonly class: number | null;
  readonly markings: string | null;
  readonly subject: string | null;
  readonly type: string | null;
  readonly accord: string | null;
  readonly facts: string;
  readonly at: Date;
};

/** What a message is about, as far as it was not read in the application meanwhile. */
export function carriedBy(tx: Tx, message: string): Promise<Carried[]> {
  return tx.rows<Carried>(sql`
    select n.id, n.kind, n.persons, n.permission, n.by, n.class, c.facts as markings, n.subject, n.type, n.accord, n.facts, n.at
    from notices.delivery d join notices.notice n on n.seq = d.notice
    join notices.told t on t.person = d.person and t.notice = d.notice
    left join store.visibility_class c on c.id = n.class
    where d.message = ${message} and t.read_at is null order by n.seq`);
}

/** What was sent is remembered for some days. */
export const endMessages = (tx: Tx, before: Date): Promise<number> =>
  tx.run(sql`delete from notices.message where done_at < ${before}`);
