-- The access log becomes a log like the feeds: its entries are the leaves of a tree under signed checkpoints, which oversight
-- cosigns with a key of its own. Nothing is added to what is written before an answer leaves: an entry's place follows from its id.

alter table oversight.access
  add column kind text not null default 'read',
  add column outcome text not null default 'answered';

-- Of an entry that tells of several records: which they were. The entry itself holds their digest, so that these can be checked.
create table oversight.access_ids (
  access bigint primary key,
  ids text[] not null
);

-- One per party, and the only row that a process changes.
create table oversight.access_log (
  one boolean primary key default true check (one),
  origin text not null,
  size bigint not null,
  root bytea not null check (octet_length(root) = 32),
  last_id bigint not null, -- of the newest entry that has its place
  checkpoint text not null,
  key bytea not null check (octet_length(key) = 32),
  signed_at timestamptz not null
);

-- Entries that got their places together: those with ids in first_id..last_id, in order, from `idx` on. `about` holds short hashes of
-- the persons, tokens and records in them, so that few batches are looked through for what was said of one.
create table oversight.access_batch (
  idx bigint primary key,
  count integer not null check (count > 0),
  first_id bigint not null,
  last_id bigint not null unique,
  placed_at timestamptz not null,
  removed_at timestamptz, -- their retention ended: the leaves stay, the entries are gone
  about bigint[] not null
);
create index access_batch_about on oversight.access_batch using gin (about);

create table oversight.access_tile (
  level integer not null check (level between 0 and 63),
  idx bigint not null check (idx >= 0),
  hashes bytea not null,
  primary key (level, idx)
);
