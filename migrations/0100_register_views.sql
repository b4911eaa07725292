-- Filters and columns of the register under a name: their maker's own, or shared within a unit. They leave the node by no door.

create table commitments.view (
  id uuid primary key,
  accord text not null,
  person text not null references people.person on delete cascade,
  unit text references people.unit, -- within which it is shared
  title text not null,
  query text not null, -- JSON, as the address of the page has it
  kept_at timestamptz not null
);
create index view_of_person on commitments.view (person, accord);
create index view_of_unit on commitments.view (unit, accord) where unit is not null;

alter table commitments.view enable row level security;
alter table commitments.view force row level security;
create policy view_of_reader on commitments.view using (
  current_setting('entente.scope', true) = 'node'
  or current_setting('entente.scope', true) = 'reader' and (
    person = current_setting('entente.person', true)
    or unit = any (string_to_array(nullif(current_setting('entente.units', true), ''), ',')))
);
create policy view_node_writes on commitments.view as restrictive for insert with check (current_setting('entente.scope', true) = 'node');
create policy view_node_changes on commitments.view as restrictive for update using (current_setting('entente.scope', true) = 'node');
create policy view_node_deletes on commitments.view as restrictive for delete using (current_setting('entente.scope', true) = 'node');
