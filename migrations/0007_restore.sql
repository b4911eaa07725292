-- What tells a continued node from one that was put back, and what a node that was put back waits for.

-- The same value as in DATA/instance, with the number of that file: a copy of the folder has another. Left out of backups.
-- `next` is what the file is about to become, so that a start which ends halfway is no restore.
create table store.instance (
  is_one boolean primary key default true check (is_one),
  current text not null,
  next text,
  restored_from text -- the backup, if it came from one: {id, at}
);

-- A partner that is to return what it holds of our feeds. Until it listed them, nothing is signed for it.
create table store.recovery (
  partner text primary key references store.party,
  since timestamptz not null,
  listed_at timestamptz,
  ended_at timestamptz,
  problem text
);

-- Accords that are closed until their partner returned what it held: neither read, nor written, nor signed for.
create table store.recovering (
  accord text primary key,
  partner text not null references store.party,
  got bigint not null default 0, -- entries of ours that came back
  ended_at timestamptz,
  problem text
);
create index recovering_open on store.recovering (accord) where ended_at is null;

-- Entries of our own feeds that came back without their content.
create table store.lost (
  feed integer not null references store.feed,
  idx bigint not null,
  c bytea check (octet_length(c) = 32), -- null: not even the entry came back
  primary key (feed, idx)
);

-- Of a feed that is held up to a place before its newest checkpoint: that what is held is the beginning of what was signed.
alter table store.feed add column proof text;
