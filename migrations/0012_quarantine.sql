-- A person's decision to end the quarantine of a feed: who, when, why, and of what fault. Written once and never changed (migrate.ts).
create table oversight.quarantine_lift (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  person text not null,
  token text,
  origin text not null,
  fault_name text not null,
  fault_detail text not null,
  fault_at timestamptz not null,
  reason text not null check (length(reason) between 1 and 2000)
);

-- Set by that decision, until the next pull judged the feed: only what it then proves ends the quarantine.
alter table store.feed add column lifted_at timestamptz;
