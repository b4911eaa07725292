-- What somebody typed and has not sent: their own, on whichever device they are. It leaves the node by no door.

create schema drafts;

create table drafts.draft (
  person text not null references people.person on delete cascade,
  form text not null, -- as the pages name it
  -- Number of the version that it is about, if it is about one: who does not see that one any more does not see the draft, which may hold its words.
  version bigint,
  text text not null,
  at timestamptz not null,
  keep_until timestamptz not null,
  primary key (person, form)
);
create index draft_due on drafts.draft (keep_until);
create index draft_version on drafts.draft (version) where version is not null;
alter table drafts.draft alter column text set statistics 0;

alter table drafts.draft enable row level security;
alter table drafts.draft force row level security;
create policy draft_of_person on drafts.draft using (
  current_setting('entente.scope', true) = 'node'
  or current_setting('entente.scope', true) = 'reader' and person = current_setting('entente.person', true)
    and (version is null or exists (select 1 from store.record r where r.seq = version))
);
create policy draft_node_writes on drafts.draft as restrictive for insert with check (current_setting('entente.scope', true) = 'node');
create policy draft_node_changes on drafts.draft as restrictive for update using (current_setting('entente.scope', true) = 'node');
create policy draft_node_deletes on drafts.draft as restrictive for delete using (current_setting('entente.scope', true) = 'node');

-- The permission of the same name is now of everybody, and called `drafts.own`.
delete from people.permission_grant where action = 'drafts.write';
delete from people.shipped_grant where action = 'drafts.write';
