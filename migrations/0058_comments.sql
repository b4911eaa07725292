-- What colleagues say to each other about a record. The node's own: it leaves by no door, and goes with the content that it is about.

create schema comments;

create table comments.comment (
  id uuid primary key,
  seq bigint generated always as identity,
  record text not null, -- the id of what it is about
  version bigint not null, -- number of the version that its writer saw: whoever sees that one sees the comment
  person text not null,
  name text not null, -- as it was when it was written
  unit text not null,
  text text, -- null: withdrawn
  mentions text[] not null default '{}',
  revision integer not null default 1 check (revision >= 1),
  written_at timestamptz not null,
  edited_at timestamptz,
  withdrawn_at timestamptz,
  check ((withdrawn_at is null) = (text is not null))
);
create index comment_about on comments.comment (record, seq);
create index comment_version on comments.comment (version);

-- What it said before.
create table comments.earlier (
  comment uuid not null references comments.comment on delete cascade,
  revision integer not null,
  text text not null,
  until timestamptz not null,
  primary key (comment, revision)
);

alter table comments.comment alter column text set statistics 0;
alter table comments.earlier alter column text set statistics 0;

-- Decided at each read: row-level security of the record holds within.
alter table comments.comment enable row level security;
alter table comments.comment force row level security;
alter table comments.earlier enable row level security;
alter table comments.earlier force row level security;
create policy comment_of_record on comments.comment using (
  current_setting('entente.scope', true) = 'node' or exists (select 1 from store.record r where r.seq = version)
);
create policy earlier_of_comment on comments.earlier using (
  current_setting('entente.scope', true) = 'node' or exists (select 1 from comments.comment c where c.id = comment)
);
create policy comment_node_writes on comments.comment as restrictive for insert with check (current_setting('entente.scope', true) = 'node');
create policy comment_node_changes on comments.comment as restrictive for update using (current_setting('entente.scope', true) = 'node');
create policy comment_node_deletes on comments.comment as restrictive for delete using (current_setting('entente.scope', true) = 'node');
create policy earlier_node_writes on comments.earlier as restrictive for insert with check (current_setting('entente.scope', true) = 'node');
create policy earlier_node_changes on comments.earlier as restrictive for update using (current_setting('entente.scope', true) = 'node');
create policy earlier_node_deletes on comments.earlier as restrictive for delete using (current_setting('entente.scope', true) = 'node');

-- No word of content is sampled for the planner (as 0015).
alter table search.part alter column lexemes set statistics 0;
alter table search.word alter column word set statistics 0;
alter table search.name alter column tail set statistics 0, alter column foot set statistics 0;
alter function search.find(jsonb) set enable_seqscan = off;

-- Whatever refers to this id, the newest first: `@ID` of a part's references.
create function search.referring(id text, most integer) returns setof bigint language sql stable security definer
set search_path = pg_catalog set enable_seqscan = off as $$
  select q.record from (
    select distinct p.record from search.part p
    where p.lexemes @@ search.quoted('@' || id)::tsquery and p.class = any (search.classes(null))
    order by p.record desc offset 0
  ) q where search.is_newest(q.record, search.classes(null)) limit most
$$;
