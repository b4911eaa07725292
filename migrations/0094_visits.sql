-- What a border or a host wants to know of each traveller: passports. It is no record, leaves by no door, is in no search, export or backup
-- of the node (src/store/backup/tables.ts), and is deleted after the visit (docs/operate/visits.md).

create schema visits;

create table visits.credential (
  id uuid primary key,
  visit text not null, -- id of the visit's record
  accord text not null,
  class integer not null references store.visibility_class, -- that of the visit, when it was put in
  purpose text not null check (length(purpose) between 1 and 200),
  content text not null, -- encrypted under the visit's own key, which is a file of the data folder and not here
  put_by text not null,
  put_at timestamptz not null,
  keep_until timestamptz not null -- whatever becomes of the visit
);
create index credential_of on visits.credential (visit, put_at);
create index credential_due on visits.credential (keep_until);

-- What stays: that there was something, of which visit, how much, and why it was deleted. Nothing of anybody.
create table visits.deletion (
  id bigint generated always as identity primary key,
  visit text not null,
  class integer not null,
  at timestamptz not null,
  credentials integer not null check (credentials > 0),
  why text not null check (why in ('ended', 'cancelled', 'declined', 'deleted', 'by-hand'))
);
create index deletion_of on visits.deletion (visit, id);

alter table visits.credential enable row level security;
alter table visits.credential force row level security;
alter table visits.deletion enable row level security;
alter table visits.deletion force row level security;

create policy credential_by_class on visits.credential using (
  (select current_setting('entente.scope', true)) = 'node'
  or class = any ((select string_to_array(current_setting('entente.classes', true), ','))::integer[])
);
create policy deletion_by_class on visits.deletion using (
  (select current_setting('entente.scope', true)) = 'node'
  or class = any ((select string_to_array(current_setting('entente.classes', true), ','))::integer[])
);
create policy credential_node_writes on visits.credential as restrictive for insert with check (current_setting('entente.scope', true) = 'node');
create policy credential_node_changes on visits.credential as restrictive for update using (current_setting('entente.scope', true) = 'node');
create policy credential_node_deletes on visits.credential as restrictive for delete using (current_setting('entente.scope', true) = 'node');
create policy deletion_node_writes on visits.deletion as restrictive for insert with check (current_setting('entente.scope', true) = 'node');
create policy deletion_node_changes on visits.deletion as restrictive for update using (current_setting('entente.scope', true) = 'node');
create policy deletion_node_deletes on visits.deletion as restrictive for delete using (current_setting('entente.scope', true) = 'node');

alter table visits.credential alter column content set statistics 0, alter column purpose set statistics 0;
