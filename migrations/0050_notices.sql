-- What people are told: one row per happening, and one per person who was told of it. Small facts, never content; none of it leaves by a feed.

create schema notices;

create table notices.notice (
  seq bigint generated always as identity primary key,
  id uuid not null unique default gen_random_uuid(),
  kind text not null,
  -- The same happening is told once, however often it is looked at.
  key text not null unique,
  persons text[],
  permission text,
  -- Who did it, and is not told.
  by text,
  -- The version of a record that it is about: only who may see its class is told, judged again whenever it is read or sent.
  record bigint,
  subject text,
  type text,
  class integer references store.visibility_class,
  accord text,
  path text,
  facts text not null,
  at timestamptz not null,
  keep_until timestamptz not null,
  -- Null: nobody was told yet. It is the mark that the spreading begins from.
  spread_at timestamptz,
  check ((persons is null) <> (permission is null)),
  check (record is null or class is not null)
);
create index notice_unspread on notices.notice (seq) where spread_at is null;
create index notice_due on notices.notice (keep_until);
create index notice_record on notices.notice (record) where record is not null;
create index notice_subject on notices.notice (subject) where subject is not null;

alter table notices.notice enable row level security;
alter table notices.notice force row level security;
create policy notice_by_class on notices.notice using (
  current_setting('entente.scope', true) = 'node'
  or current_setting('entente.scope', true) = 'reader'
    and (class is null or class = any (string_to_array(current_setting('entente.classes', true), ',')::integer[]))
);
create policy notice_node_writes on notices.notice as restrictive for insert with check (current_setting('entente.scope', true) = 'node');
create policy notice_node_changes on notices.notice as restrictive for update using (current_setting('entente.scope', true) = 'node');
create policy notice_node_deletes on notices.notice as restrictive for delete using (current_setting('entente.scope', true) = 'node');

-- Of one person: that they were told, and whether they have read it. No content, so no classes: the notice itself has one.
create table notices.told (
  person text not null references people.person on delete cascade,
  notice bigint not null references notices.notice on delete cascade,
  at timestamptz not null,
  read_at timestamptz,
  primary key (person, notice)
);
create index told_unread on notices.told (person) where read_at is null;
create index told_of on notices.told (notice);
