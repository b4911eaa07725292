import { PASSING_KINDS, type NoticeKind } from '#kernel/notices/kinds.ts';
import { sql, type Sql, type Tx } from '#store/db.ts';

export type NoticeRow = {
  readonly seq: number;
  readonly id: string;
  readonly kind: NoticeKind;
  readonly subject: string | null;
  readonly type: string | null;
  readonly class: number | null;
  readonly accord: string | null;
  readonly path: string | null;
  readonly facts: string;
  readonly at: Date;
  readonly readAt: Date | null;
};

/** Whose notices, by what they may do and see now: what they were told once and may not see any more is not there. */
export type Whose = {
  readonly person: string;
  readonly permissions: readonly string[];
  readonly classes: readonly number[];
};

/** When it was read; what passed before its person came in for the first time counts as read by then. */
const READ_AT = sql`coalesce(t.read_at, (
  select p.first_in_at from people.person p where p.id = t.person and n.at <= p.first_in_at and n.kind = any (${PASSING_KINDS})))`;

/** Also what was told rests on rights that they have now. */
const maySee = ({ permissions, classes }: Whose): Sql => sql`
  (n.class is null or n.class = any (${classes}::integer[]))
    and (n.permission is null or n.permission = any (${permissions}::text[]))`;

export type Wanted = {
  readonly unread: boolean;
  readonly kind: string | undefined;
  readonly accord: string | undefined;
  readonly before: number | undefined;
  readonly limit: number;
};

export function noticesOf(tx: Tx, whose: Whose, wanted: Wanted): Promise<NoticeRow[]> {
  return tx.rows<NoticeRow>(sql`
    select n.seq, n.id, n.kind, n.subject, n.type, n.class, n.accord, n.path, n.facts, n.at, ${READ_AT} as "readAt"
    from notices.told t cross join lateral (select * from notices.notice x where x.seq = t.notice offset 0) n
    where t.person = ${whose.person} and (not ${wanted.unread}::boolean or t.read_at is null and ${READ_AT} is null)
      and (${wanted.before ?? null}::bigint is null or t.notice < ${wanted.before ?? null})
      and ${maySee(whose)}
      and (${wanted.kind ?? null}::text is null or n.kind = ${wanted.kind ?? null})
      and (${wanted.accord ?? null}::text is null or n.accord = ${wanted.accord ?? null})
    order by t.notice desc limit ${wanted.limit}`);
}

/** Counted up to here: beyond it the number says nothing more. */
export const MOST_COUNTED = 1_000;

export async function unreadOf(tx: Tx, whose: Whose): Promise<number> {
  const row = await tx.row<{ unread: number }>(sql`
    select count(*)::integer as unread from (
      select 1 from notices.told t cross join lateral (select * from notices.notice x where x.seq = t.notice offset 0) n
      where t.person = ${whose.person} and t.read_at is null and ${READ_AT} is null
        and ${maySee(whose)}
      limit ${MOST_COUNTED}) u`);
  return row!.unread;
}

/** `ids` undefined: all up to `until`, so that none is read unseen. */
export async function noteRead(
  tx: Tx,
  { person, ids, until, at }: { person: string; ids: readonly string[] | undefined; until: Date; at: Date },
): Promise<number> {
  return ids === undefined
    ? tx.run(sql`
        update notices.told t set read_at = ${at} from notices.notice n
        where n.seq = t.notice and t.person = ${person} and t.read_at is null and n.at <= ${until}`)
    : tx.run(sql`
        update notices.told t set read_at = ${at} from notices.notice n
        where n.seq = t.notice and t.person = ${person} and t.read_at is null and n.id = any (${ids}::uuid[])`);
}
