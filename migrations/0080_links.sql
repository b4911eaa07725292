-- Which records belong to which: the meetings of a body, the agenda of a meeting. Written with the version that says so, from properties
-- that bear no marking of their own, so whoever sees the record sees them. No foreign keys, as beside every record (ADR 16).

create table store.link (
  ref text not null, -- what is named
  type text not null, -- of the record that names it
  record bigint not null, -- number of its version
  property text not null,
  primary key (ref, type, record, property)
);
create index link_of_record on store.link (record);

alter table store.link enable row level security;
alter table store.link force row level security;
create policy link_of_record on store.link using (
  current_setting('entente.scope', true) = 'node' or exists (select 1 from store.record r where r.seq = record)
);
create policy link_node_writes on store.link as restrictive for insert with check (current_setting('entente.scope', true) = 'node');
create policy link_node_changes on store.link as restrictive for update using (current_setting('entente.scope', true) = 'node');
create policy link_node_deletes on store.link as restrictive for delete using (current_setting('entente.scope', true) = 'node');
