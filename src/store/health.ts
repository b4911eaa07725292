import { sql, type Tx } from '#store/db.ts';

/** How much waits where. Each is counted up to `MOST_COUNTED` along its index, so that a long queue is not made longer by counting it. */
export type Waiting = {
  readonly undecided: number;
  readonly waiting: number;
  readonly unsequenced: number;
  readonly files: number;
  readonly uploads: number;
  readonly search: number;
  readonly quarantined: number;
  readonly databaseBytes: number;
  readonly purgeSince: Date | null;
  readonly purgeSaid: string | null;
};

export const MOST_COUNTED = 10_000;

export async function whatWaits(tx: Tx): Promise<Waiting> {
  const row = await tx.row<Waiting>(sql`
    select
      (select count(*)::int from (select 1 from store.release where outcome = 'queued' limit ${MOST_COUNTED}) q) as undecided,
      (select count(*)::int from (select 1 from store.release where outcome = 'wait' limit ${MOST_COUNTED}) w) as waiting,
      (select count(*)::int from (
        select 1 from store.release where outcome = 'yes' and idx is null limit ${MOST_COUNTED}
      ) u) as unsequenced,
      (select count(*)::int from (select 1 from store.file where state = 'fetching' limit ${MOST_COUNTED}) f) as files,
      (select count(*)::int from (select 1 from store.file where state = 'uploading' limit ${MOST_COUNTED}) l) as uploads,
      greatest(0, (select coalesce(max(seq), 0) from store.record) - (select coalesce(max(upto), 0) from search.progress))::int as search,
      (select count(*)::int from store.feed where fault_name is not null) as quarantined,
      pg_database_size(current_database())::float8 as "databaseBytes",
      (select since from store.purge where done < asked) as "purgeSince",
      (select said from store.purge where done < asked) as "purgeSaid"`);
  return row!;
}
