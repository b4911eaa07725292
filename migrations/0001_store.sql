-- The store: parties, records by part, what was decided of each, and the feeds.
-- Roles: this runs as the owner; the process itself connects as a role that owns nothing (migrate.ts grants).

create schema store;

create table store.party (
  id text primary key,
  names text not null,
  url text not null,
  public_key bytea not null check (octet_length(public_key) = 32),
  is_self boolean not null default false,
  paired_at timestamptz not null,
  last_contact timestamptz,
  fault text
);
create unique index party_one_self on store.party (is_self) where is_self;

-- One small integer per distinct (accord, channel, markings, handling, compartment, case): what a session's rights are expressed in.
create table store.visibility_class (
  id integer generated always as identity primary key,
  key text not null unique,
  facts text not null
);

-- One row per version of a record. Content is in its parts; what stands here is of part 0's class.
create table store.record (
  seq bigint generated always as identity primary key,
  publisher text not null references store.party,
  id text not null,
  modified text not null,
  modified_at timestamptz not null,
  type text not null,
  author text,
  accord text,
  channel text,
  place text not null check (place in ('internal', 'shared')),
  class integer not null references store.visibility_class,
  c bytea not null check (octet_length(c) = 32),
  parts integer not null check (parts >= 1),
  secret bytea check (octet_length(secret) = 32),
  subject_id text,
  subject_modified text,
  subject_c bytea,
  verb text,
  admitted_at timestamptz not null,
  unique (publisher, id, modified)
);
create index record_newest on store.record (accord, type, seq desc);
create index record_by_id on store.record (id, modified_at desc);
create index record_steps on store.record (subject_id) where subject_id is not null;

-- A part that is withheld from us, or was expunged, has its hash and nothing else.
create table store.record_part (
  record bigint not null references store.record on delete cascade,
  n integer not null check (n >= 0),
  class integer not null references store.visibility_class,
  hash bytea not null check (octet_length(hash) = 32),
  markings text[] not null, -- granular marking refs of this part; none in part 0
  properties text[] not null,
  salt bytea check (octet_length(salt) = 32),
  body text,
  primary key (record, n),
  check ((salt is null) = (body is null))
);

create table store.feed (
  id integer generated always as identity primary key,
  origin text not null unique,
  publisher text not null references store.party,
  recipient text not null references store.party,
  accord text not null,
  channel text not null,
  epoch integer not null check (epoch >= 1),
  is_ours boolean not null,
  size bigint not null default 0,
  root bytea not null check (octet_length(root) = 32),
  checkpoint text,
  signed_at timestamptz,
  receipted_size bigint not null default 0, -- ours: how far the partner's receipts reach; theirs: how far ours do
  cosigned_size bigint,
  cosigned_at timestamptz,
  cosigned_note text, -- the checkpoint of that size, with the recipient's cosignature line
  last_contact timestamptz,
  fault_name text,
  fault_detail text,
  fault_at timestamptz
);
create index feed_by_channel on store.feed (accord, channel);

-- What release decided of a record for a recipient. `queued` is the outbox: it is written in admit's transaction.
create table store.release (
  record bigint not null references store.record on delete cascade,
  recipient text not null references store.party,
  accord text not null,
  channel text not null,
  outcome text not null check (outcome in ('queued', 'wait', 'yes', 'no')),
  code text,
  detail text,
  waits_for text,
  decided_at timestamptz,
  feed integer references store.feed,
  idx bigint,
  primary key (record, recipient)
);
create index release_queued on store.release (record) where outcome = 'queued';
create index release_waiting on store.release (accord, record) where outcome = 'wait';
create index release_unsequenced on store.release (record) where outcome = 'yes' and idx is null;
create index release_entry on store.release (feed, idx);

-- What goes to the recipient beside the entry: the parts that release opened, the rest as hashes. Content, so only the node reads it.
create table store.disclosure (
  record bigint not null,
  recipient text not null,
  body text not null,
  primary key (record, recipient),
  foreign key (record, recipient) references store.release on delete cascade
);

create table store.entry (
  feed integer not null references store.feed,
  idx bigint not null check (idx >= 0),
  kind text not null,
  body text not null,
  at text not null, -- the publisher's claim, as it is in the body
  seen_size bigint not null,
  record bigint references store.record on delete set null,
  c bytea,
  state text check (state in ('missing', 'refused', 'quarantined', 'stored')), -- the recipient's receipt, where it excepts
  code text,
  primary key (feed, idx)
);
create index entry_not_in_force on store.entry (feed, idx) where state = 'refused' and code = 'not-in-force';
create index entry_receipt on store.entry (feed, idx) where kind = 'receipt';
create index entry_by_record on store.entry (record) where record is not null;

-- tlog-tiles: full and growing tiles of 256 hashes.
create table store.tile (
  feed integer not null references store.feed,
  level integer not null check (level between 0 and 63),
  idx bigint not null check (idx >= 0),
  hashes bytea not null,
  primary key (feed, level, idx)
);

-- Second lock: without a scope nothing is seen. The predicates in the queries are the first.
alter table store.record enable row level security;
alter table store.record force row level security;
alter table store.record_part enable row level security;
alter table store.record_part force row level security;
alter table store.disclosure enable row level security;
alter table store.disclosure force row level security;
create policy disclosure_of_node on store.disclosure using (current_setting('entente.scope', true) = 'node');
create policy record_by_class on store.record using (
  current_setting('entente.scope', true) = 'node'
  or class = any (string_to_array(current_setting('entente.classes', true), ',')::integer[])
);
create policy record_part_by_class on store.record_part using (
  current_setting('entente.scope', true) = 'node'
  or class = any (string_to_array(current_setting('entente.classes', true), ',')::integer[])
);
create policy record_node_writes on store.record as restrictive for insert with check (current_setting('entente.scope', true) = 'node');
create policy record_part_node_writes on store.record_part as restrictive for insert with check (current_setting('entente.scope', true) = 'node');
create policy record_node_changes on store.record as restrictive for update using (current_setting('entente.scope', true) = 'node');
create policy record_part_node_changes on store.record_part as restrictive for update using (current_setting('entente.scope', true) = 'node');
create policy record_node_deletes on store.record as restrictive for delete using (current_setting('entente.scope', true) = 'node');
create policy record_part_node_deletes on store.record_part as restrictive for delete using (current_setting('entente.scope', true) = 'node');

-- Who read what, when, why, and to whom it went. Written before the answer leaves.
create schema oversight;
create table oversight.access (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  person text,
  token text,
  query text not null,
  purpose text not null,
  count integer not null,
  digest text not null,
  disclosed_to text
);
