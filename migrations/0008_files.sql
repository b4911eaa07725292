-- Files: what `document` records commit to. A file belongs to the party that published it and is known by its commitment.

create table store.file (
  id bigint generated always as identity primary key,
  owner text not null references store.party,
  state text not null check (state in ('uploading', 'fetching', 'whole')),
  salt bytea not null check (octet_length(salt) = 32),
  root bytea check (octet_length(root) = 32),
  size bigint check (size >= 0),
  have integer not null default 0, -- chunks, so that nobody has to count them
  media_type text, -- by its content, as this node judged it once the file was whole
  at timestamptz not null, -- of an upload: when it last grew
  -- Of an upload: its name, whose it is, and the record that it is to become.
  upload text unique,
  uploader text,
  draft text,
  -- Of a partner's file: the hashes of its chunks, verified against the root before any chunk is asked for, and what went wrong last.
  hashes bytea,
  attempts integer not null default 0,
  retry_at timestamptz,
  fault text,
  check (state = 'uploading' or (root is not null and size is not null)),
  -- The size as well: a record that claims another one claims another file, and spoils only its own.
  unique (owner, salt, root, size)
);
create index file_fetching on store.file (owner, id) where state = 'fetching';
create index file_uploading on store.file (uploader, at) where state = 'uploading';

create table store.file_chunk (
  file bigint not null references store.file on delete cascade,
  n integer not null check (n >= 0),
  hash bytea not null check (octet_length(hash) = 32),
  body bytea not null,
  primary key (file, n)
);
-- Evidence is compressed or incompressible as a rule; uncompressed, a piece is read without the whole.
alter table store.file_chunk alter column body set storage external;

-- Which version of a record names which file, and in which of its parts: who may read that part may read the file.
create table store.record_file (
  record bigint primary key references store.record on delete cascade,
  file bigint not null references store.file,
  part integer not null
);
create index record_file_by_file on store.record_file (file);

alter table store.file enable row level security;
alter table store.file force row level security;
alter table store.file_chunk enable row level security;
alter table store.file_chunk force row level security;
-- A reader sees of a file what its record says of it. The parts are behind their own policy, here too.
create policy file_by_part on store.file using (
  current_setting('entente.scope', true) = 'node'
  or exists (
    select 1 from store.record_file l join store.record_part p on p.record = l.record and p.n = l.part where l.file = file.id
  )
);
create policy file_node_writes on store.file as restrictive for insert with check (current_setting('entente.scope', true) = 'node');
create policy file_node_changes on store.file as restrictive for update using (current_setting('entente.scope', true) = 'node');
create policy file_node_deletes on store.file as restrictive for delete using (current_setting('entente.scope', true) = 'node');
-- Bytes leave only through the node, which looks at the record first.
create policy file_chunk_of_node on store.file_chunk using (current_setting('entente.scope', true) = 'node');
