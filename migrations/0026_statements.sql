-- The statements desk: texts that were put in, what a reader proposes of each, and what officers decide. None of it ever leaves the node.

create schema statements;

create table statements.statement (
  seq bigint generated always as identity primary key,
  id uuid not null unique,
  accord text not null,
  class integer not null references store.visibility_class,
  marking text not null check (marking in ('clear', 'green', 'amber', 'amber+strict', 'red')),
  version integer not null check (version >= 1),
  state text not null check (state in ('queued', 'read', 'in-review', 'done', 'withdrawn')),
  title text,
  source_name text,
  source_url text,
  published text,
  side text,
  lang text,
  media_type text not null,
  text text,
  sha256 bytea not null check (octet_length(sha256) = 32),
  characters integer not null,
  put_by text not null,
  put_at timestamptz not null,
  keep_until timestamptz not null,
  -- Set: to be read, since then. It is the mark that the reading loop begins from.
  read_wanted timestamptz,
  read_attempts integer not null default 0,
  reader text,
  reader_version text,
  read_at timestamptz,
  read_fault text,
  sides text not null default '{}',
  -- What the queue shows of the items, counted at each change.
  proposed integer not null default 0,
  open integer not null default 0,
  drafts integer not null default 0,
  published_items integer not null default 0,
  -- Ids are given before anything is published, so that a publication asked twice makes nothing twice.
  record text not null,
  record_published_at timestamptz,
  withdrawn_at timestamptz,
  withdrawn_by text,
  withdrawn_why text,
  check ((state = 'withdrawn') = (withdrawn_at is not null)),
  check ((state = 'withdrawn') = (text is null)),
  check (state <> 'withdrawn' or (title is null and source_name is null and source_url is null and sides = '{}' and read_wanted is null))
);
-- Per class: that a text is there may be told only to those who see it.
create unique index statement_once on statements.statement (class, sha256) where state <> 'withdrawn';
create index statement_queue on statements.statement (accord, seq desc);
create index statement_states on statements.statement (accord, class, state);
create index statement_wanted on statements.statement (read_wanted) where read_wanted is not null;
create index statement_due on statements.statement (keep_until) where state <> 'withdrawn';

create table statements.item (
  id uuid primary key,
  statement bigint not null references statements.statement on delete cascade,
  class integer not null,
  type text not null check (type in ('meetings', 'participants', 'commitments', 'events', 'incidents')),
  body text not null, -- values, proposal, reason and where it comes from, as JSON
  decision text not null check (decision in ('open', 'accepted', 'edited', 'rejected', 'split', 'merged', 'added')),
  is_current boolean not null,
  record text unique,
  published_at timestamptz,
  version integer not null
);
create index item_of on statements.item (statement);

-- Every act, with what it changed. Content goes with the text; who did what and when stays.
create table statements.journal (
  id bigint generated always as identity primary key,
  statement bigint not null references statements.statement,
  class integer not null,
  version integer not null,
  at timestamptz not null,
  act text not null check (act in ('put', 'read', 'unread', 'decided', 'undone', 'details', 'published', 'withdrawn')),
  by text, -- null: the node itself
  reader text,
  reader_version text,
  item uuid,
  type text,
  span_start integer,
  span_end integer,
  decision text,
  undoes integer,
  reason text,
  before text,
  after text
);
create index journal_of on statements.journal (statement, id);

-- Statements that belong together, and what officers say of how they match.
create table statements.grouping (
  seq bigint generated always as identity primary key,
  id uuid not null unique,
  kind text not null check (kind in ('pair', 'line')),
  accord text not null,
  classes integer[] not null, -- of all its members: who may not see one of them sees nothing of it
  members text not null,
  version integer not null check (version >= 1),
  made_by text not null,
  made_at timestamptz not null,
  dissolved_by text,
  dissolved_at timestamptz
);
create unique index grouping_once on statements.grouping (kind, members) where dissolved_at is null;
create index grouping_of on statements.grouping (accord, seq desc) where dissolved_at is null;

create table statements.member (
  grouping bigint not null references statements.grouping on delete cascade,
  place integer not null check (place >= 0),
  statement bigint not null references statements.statement,
  classes integer[] not null,
  primary key (grouping, place)
);
create index member_of on statements.member (statement);

-- One row for each decision, never changed: the last one of the same list and ends holds.
create table statements.finding (
  id bigint generated always as identity primary key,
  grouping bigint not null references statements.grouping on delete cascade,
  classes integer[] not null,
  version integer not null,
  list text not null check (list in ('matches', 'only_a', 'only_b', 'links', 'new', 'fulfilled', 'dropped')),
  ends text not null,
  decision text not null check (decision in ('open', 'accepted', 'edited', 'rejected', 'added')),
  body text, -- null: gone with a text
  by text not null,
  at timestamptz not null
);
create index finding_of on statements.finding (grouping, id);

alter table statements.statement enable row level security;
alter table statements.statement force row level security;
alter table statements.item enable row level security;
alter table statements.item force row level security;
alter table statements.journal enable row level security;
alter table statements.journal force row level security;
alter table statements.grouping enable row level security;
alter table statements.grouping force row level security;
alter table statements.member enable row level security;
alter table statements.member force row level security;
alter table statements.finding enable row level security;
alter table statements.finding force row level security;

create policy statement_by_class on statements.statement using (
  (select current_setting('entente.scope', true)) = 'node'
  or class = any ((select string_to_array(current_setting('entente.classes', true), ','))::integer[])
);
create policy item_by_class on statements.item using (
  (select current_setting('entente.scope', true)) = 'node'
  or class = any ((select string_to_array(current_setting('entente.classes', true), ','))::integer[])
);
create policy journal_by_class on statements.journal using (
  (select current_setting('entente.scope', true)) = 'node'
  or class = any ((select string_to_array(current_setting('entente.classes', true), ','))::integer[])
);
create policy grouping_by_classes on statements.grouping using (
  (select current_setting('entente.scope', true)) = 'node'
  or classes <@ (select string_to_array(current_setting('entente.classes', true), ','))::integer[]
);
create policy member_by_classes on statements.member using (
  (select current_setting('entente.scope', true)) = 'node'
  or classes <@ (select string_to_array(current_setting('entente.classes', true), ','))::integer[]
);
create policy finding_by_classes on statements.finding using (
  (select current_setting('entente.scope', true)) = 'node'
  or classes <@ (select string_to_array(current_setting('entente.classes', true), ','))::integer[]
);

create policy statement_node_writes on statements.statement as restrictive for insert with check (current_setting('entente.scope', true) = 'node');
create policy statement_node_changes on statements.statement as restrictive for update using (current_setting('entente.scope', true) = 'node');
create policy statement_node_deletes on statements.statement as restrictive for delete using (current_setting('entente.scope', true) = 'node');
create policy item_node_writes on statements.item as restrictive for insert with check (current_setting('entente.scope', true) = 'node');
create policy item_node_changes on statements.item as restrictive for update using (current_setting('entente.scope', true) = 'node');
create policy item_node_deletes on statements.item as restrictive for delete using (current_setting('entente.scope', true) = 'node');
create policy journal_node_writes on statements.journal as restrictive for insert with check (current_setting('entente.scope', true) = 'node');
create policy journal_node_changes on statements.journal as restrictive for update using (current_setting('entente.scope', true) = 'node');
create policy journal_node_deletes on statements.journal as restrictive for delete using (current_setting('entente.scope', true) = 'node');
create policy grouping_node_writes on statements.grouping as restrictive for insert with check (current_setting('entente.scope', true) = 'node');
create policy grouping_node_changes on statements.grouping as restrictive for update using (current_setting('entente.scope', true) = 'node');
create policy grouping_node_deletes on statements.grouping as restrictive for delete using (current_setting('entente.scope', true) = 'node');
create policy member_node_writes on statements.member as restrictive for insert with check (current_setting('entente.scope', true) = 'node');
create policy member_node_changes on statements.member as restrictive for update using (current_setting('entente.scope', true) = 'node');
create policy member_node_deletes on statements.member as restrictive for delete using (current_setting('entente.scope', true) = 'node');
create policy finding_node_writes on statements.finding as restrictive for insert with check (current_setting('entente.scope', true) = 'node');
create policy finding_node_changes on statements.finding as restrictive for update using (current_setting('entente.scope', true) = 'node');
create policy finding_node_deletes on statements.finding as restrictive for delete using (current_setting('entente.scope', true) = 'node');

-- Samples of values would outlive the rows.
alter table statements.statement
  alter column text set statistics 0, alter column title set statistics 0, alter column source_name set statistics 0,
  alter column source_url set statistics 0, alter column sides set statistics 0, alter column withdrawn_why set statistics 0,
  alter column read_fault set statistics 0;
alter table statements.item alter column body set statistics 0;
alter table statements.journal
  alter column reason set statistics 0, alter column before set statistics 0, alter column after set statistics 0;
alter table statements.finding alter column body set statistics 0, alter column ends set statistics 0;
