import { toHex } from '#platform';
import { NOTICE_KINDS, type NoticeKind } from '#kernel/notices/kinds.ts';
import { sql, type Tx } from '#store/db.ts';
import { tell } from '#store/notices.ts';

/** Types whose coming is told; what is exchanged by the thousand is seen in its list. */
const TOLD_TYPES = [
  'accord',
  'commitment',
  'statement',
  'meeting',
  'visit',
  'request',
  'alert',
  'document',
  'correction-notice',
  'minutes',
  'body',
  'series',
  'decision',
];

const until = (kind: NoticeKind, at: Date): Date => new Date(at.getTime() + NOTICE_KINDS[kind].keptDays * 86_400_000);

/**
 * Of versions that were just kept: what a partner sent, its steps, and anybody's steps on an accord. One statement for all of them.
 * `by`: the person whose act it was.
 */
export async function tellOfRecords(tx: Tx, seqs: readonly number[], { at, by }: { at: Date; by?: string }) {
  if (seqs.length === 0) return;
  const made = await tx.run(sql`
    insert into notices.notice (kind, key, permission, by, record, subject, type, class, accord, facts, at, keep_until)
    select k.kind, k.kind || ' ' || r.seq,
      case when k.kind = 'step-received' then 'steps.write' else 'records.read' end, ${by ?? null},
      r.seq, coalesce(r.subject_id, r.id), coalesce(s.type, r.type), r.class, r.accord,
      json_strip_nulls(json_build_object('verb', r.verb, 'party', r.publisher))::text, ${at}::timestamptz,
      case when k.kind = 'accord-state' then ${until('accord-state', at)}::timestamptz else ${until('step-received', at)}::timestamptz end
    from store.record r
    join store.party p on p.id = r.publisher
    left join lateral (select type from store.record x where x.id = r.subject_id order by x.seq limit 1) s on true
    cross join lateral (
      select case
        when r.type = 'step' and s.type = 'accord' then 'accord-state'
        when p.is_self then null
        when r.type = 'step' then 'step-received'
        when r.type = any (${TOLD_TYPES}) then 'record-received'
      end as kind
    ) k
    where r.seq = any (${seqs}) and r.expunged_at is null and k.kind is not null
    on conflict (key) do nothing`);
  if (made > 0) await tx.run(sql`select pg_notify('entente_notices', '')`);
}

/** The partner's receipt says that it does not hold these entries of a feed of ours. */
export async function tellOfTrouble(
  tx: Tx,
  entries: readonly { readonly feed: number; readonly index: number; readonly state: string }[],
  at: Date,
): Promise<void> {
  for (const { feed, index, state } of entries) {
    if (state === 'stored') continue;
    const found = await tx.row<{ id: string; seq: number; party: string }>(sql`
      select r.id, r.seq, f.recipient as party from store.entry e
      join store.record r on r.seq = e.record join store.feed f on f.id = e.feed
      where e.feed = ${feed} and e.idx = ${index} and r.expunged_at is null`);
    if (!found) continue;
    await tell(tx, {
      kind: 'delivery-trouble',
      to: { permission: 'records.write' },
      about: { record: found.id, seq: found.seq },
      facts: { state, party: found.party },
      at,
    });
  }
}

/** A record of ours that may not go out, and will not by itself. */
export async function tellOfWithheld(tx: Tx, seqs: readonly number[], at: Date): Promise<void> {
  if (seqs.length === 0) return;
  const rows = await tx.rows<{ id: string; seq: number; party: string }>(sql`
    select r.id, r.seq, l.recipient as party from store.release l join store.record r on r.seq = l.record
    where l.record = any (${seqs}) and l.outcome = 'no' and r.type = any (${['step', ...TOLD_TYPES]})`);
  for (const { id, seq, party } of rows)
    await tell(tx, {
      kind: 'delivery-trouble',
      to: { permission: 'records.write' },
      about: { record: id, seq },
      facts: { state: 'withheld', party },
      at,
    });
}

/** Those who can end it are told; what is in the feed is not. */
export async function tellOfQuarantine(
  tx: Tx,
  { origin, name, at }: { readonly origin: string; readonly name: string; readonly at: Date },
): Promise<void> {
  const feed = await tx.row<{ id: number; publisher: string; accord: string }>(
    sql`select id, publisher, accord from store.feed where origin = ${origin}`,
  );
  if (!feed) return;
  await tell(tx, {
    kind: 'feed-quarantined',
    to: { permission: 'feeds.lift' },
    about: { accord: feed.accord, path: '/feeds' },
    facts: { fault: name, party: feed.publisher },
    at,
    key: `${origin} ${at.toISOString()}`,
  });
}

export const tellOfKey = (tx: Tx, party: string, key: Uint8Array, at: Date): Promise<boolean> =>
  tell(tx, {
    kind: 'key-changed',
    to: { permission: 'partners.write' },
    about: { path: '/feeds' },
    facts: { party },
    at,
    key: `${party} ${toHex(key)}`,
  });
