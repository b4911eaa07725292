-- Where a record was put at this node, beside the record: the unit that wrote it, the need-to-know list or the case whose members alone
-- see it. By id, so that later versions, steps and what a partner sends of it inherit it.
create table store.keeping (
  id text primary key,
  list uuid references people.list,
  case_id uuid references people.list,
  unit text references people.unit
);
create table store.placing (
  seq bigint generated always as identity primary key,
  id text not null,
  at timestamptz not null,
  by text not null,
  confirmed_by text,
  reason text not null,
  list uuid,
  case_id uuid
);
create index placing_of on store.placing (id, seq);

alter table store.keeping enable row level security;
alter table store.keeping force row level security;
alter table store.placing enable row level security;
alter table store.placing force row level security;
create policy keeping_of_node on store.keeping using (current_setting('entente.scope', true) = 'node');
create policy placing_of_node on store.placing using (current_setting('entente.scope', true) = 'node');
