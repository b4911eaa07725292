import { sql, type Tx } from '#store/db.ts';

export type RecoveryReport = {
  readonly restoredFrom: { readonly backup: string; readonly at: string } | null;
  readonly partners: readonly {
    readonly partner: string;
    readonly name: string;
    readonly since: string;
    readonly listed: boolean;
    readonly ended: string | null;
  }[];
  readonly accords: readonly {
    readonly accord: string;
    readonly partner: string;
    readonly state: 'waiting' | 'problem' | 'open';
    readonly got: number;
    readonly problem: string | null;
  }[];
  readonly lost: readonly { readonly origin: string; readonly index: number; readonly c: string | null }[];
  readonly lostCount: number;
  /** Files of ours whose records came back. */
  readonly files: {
    /** Still to be fetched. */
    readonly waiting: number;
    readonly lost: readonly { readonly record: string; readonly since: string }[];
    readonly lostCount: number;
  };
};

/** Of what was lost, this many are named; all are counted. */
const MOST_LOST = 1_000;

export async function recoveryReport(tx: Tx): Promise<RecoveryReport> {
  const instance = await tx.row<{ from: string | null }>(sql`select restored_from as "from" from store.instance`);
  const from = instance?.from == null ? null : (JSON.parse(instance.from) as { id: string; at: string });
  const partners = await tx.rows<{
    partner: string;
    names: string;
    since: Date;
    listed: boolean;
    ended: Date | null;
  }>(sql`
    select r.partner, p.names, r.since, r.listed_at is not null as listed, r.ended_at as ended
    from store.recovery r join store.party p on p.id = r.partner order by r.partner`);
  const accords = await tx.rows<RecoveryReport['accords'][number]>(sql`
    select accord, partner, got, problem,
      case when ended_at is not null then 'open' when problem is not null then 'problem' else 'waiting' end as state
    from store.recovering order by accord`);
  const lost = await tx.rows<RecoveryReport['lost'][number]>(sql`
    select f.origin, l.idx as index, encode(l.c, 'base64') as c from store.lost l join store.feed f on f.id = l.feed
    order by l.feed, l.idx limit ${MOST_LOST}`);
  const count = await tx.row<{ count: number }>(sql`select count(*) from store.lost`);
  const files = await tx.row<{ waiting: number; lost: number }>(sql`
    select count(*) filter (where lost_at is null) as waiting, count(lost_at) as lost
    from store.file f join store.party p on p.id = f.owner and p.is_self where f.state = 'fetching'`);
  const lostFiles = await tx.rows<{ record: string; since: Date }>(sql`
    select r.id as record, min(f.lost_at) as since
    from store.file f join store.record_file l on l.file = f.id join store.record r on r.seq = l.record
    where f.state = 'fetching' and f.lost_at is not null
    group by f.id, r.id order by f.id, r.id limit ${MOST_LOST}`);
  return {
    restoredFrom: from && { backup: from.id, at: from.at },
    partners: partners.map(({ partner, names, since, listed, ended }) => ({
      partner,
      name: (JSON.parse(names) as Record<string, string>)['en'] ?? partner,
      since: since.toISOString(),
      listed,
      ended: ended?.toISOString() ?? null,
    })),
    accords,
    lost,
    lostCount: count!.count,
    files: {
      waiting: files!.waiting,
      lost: lostFiles.map(({ record, since }) => ({ record, since: since.toISOString() })),
      lostCount: files!.lost,
    },
  };
}
