-- How each commitment stands: a cache of the fold over both parties' records, by which the register is filtered, sorted and counted. What
-- changes a fold marks it in the same transaction, by the triggers below, so that no door can forget to; it is folded anew before it is
-- read. A deletion takes the row with it. Filled and emptied at will: all of it can be made from the records.

create schema commitments;

create table commitments.standing (
  id text primary key,
  version bigint not null, -- number of the newest version
  accord text not null,
  class integer not null,
  needs integer[] not null, -- classes of all that was folded; who sees less of it is told nothing of the rest
  created timestamptz not null,
  theme text,
  kind text,
  due date, -- the last day that the date can mean
  responsible text[] not null,
  state text not null,
  is_exercise boolean not null,
  is_disputed boolean not null,
  quiet_since timestamptz, -- since when no side has told anything, where something is to be told
  silent_since timestamptz, -- the same of the side that owes it and was quiet longest
  reaffirms text,
  words text, -- hash of theme, kind and title: the same for what says the same again
  facts text not null -- JSON: both sides' ratings and signs
);
create index standing_newest on commitments.standing (accord, version);
create index standing_due on commitments.standing (accord, (coalesce(due, 'infinity')), version);
create index standing_words on commitments.standing (accord, words, created);

-- Appended to and never waited for; one commitment may stand here often.
create table commitments.stale (
  n bigint generated always as identity primary key,
  id text not null
);

-- What an earlier commitment that was not kept has to do with this one: it is said to reaffirm it, or says the same.
create function commitments.earlier_of(asked text, classes integer[]) returns table (id text, because text) language sql stable as $$
  select found.id, found.because from commitments.standing s cross join lateral (
    (select e.id, 'reaffirms-open' as because from commitments.standing e
      where e.id = s.reaffirms and e.state <> all (array['delivered', 'verified']) and (classes is null or e.needs <@ classes))
    union all
    (select e.id, 'same-words' from commitments.standing e
      where e.accord = s.accord and e.words = s.words and e.created < s.created and e.id <> s.id and not e.is_exercise
        and e.state <> all (array['delivered', 'verified']) and (classes is null or e.needs <@ classes)
      order by e.created desc limit 1)
    limit 1
  ) found
  where s.id = asked and not s.is_exercise
$$;

create function commitments.mark_records() returns trigger language plpgsql as $$
begin
  insert into commitments.stale (id)
    select distinct case when type = 'step' then subject_id else id end from made
    where type = 'commitment' or (type = 'step' and subject_id like 'commitment--%');
  return null;
end $$;
create trigger commitments_of_records after insert on store.record referencing new table as made
  for each statement execute function commitments.mark_records();

-- Deleted content leaves at once; where a record stands decides who sees what was folded from it.
create function commitments.mark_changed() returns trigger language plpgsql as $$
begin
  if new.type = 'commitment' and new.expunged_at is not null then
    delete from commitments.standing where id = new.id;
  end if;
  insert into commitments.stale (id)
    select case when new.type = 'step' then new.subject_id else new.id end
    where new.type = 'commitment' or (new.type = 'step' and new.subject_id like 'commitment--%')
    union select l.ref from store.link l where new.type = 'progress' and l.record = new.seq and l.property = 'commitment_ref';
  return null;
end $$;
create trigger commitments_of_changed after update of expunged_at, class on store.record
  for each row when (new.type in ('commitment', 'step', 'progress')
    and (old.expunged_at is distinct from new.expunged_at or old.class is distinct from new.class))
  execute function commitments.mark_changed();

create function commitments.mark_links() returns trigger language plpgsql as $$
begin
  insert into commitments.stale (id) select distinct ref from changed where property = 'commitment_ref';
  return null;
end $$;
create trigger commitments_of_links after insert on store.link referencing new table as changed
  for each statement execute function commitments.mark_links();
-- The facts were folded from what is deleted here, so they go with it.
create function commitments.drop_links() returns trigger language plpgsql as $$
begin
  delete from commitments.standing s using changed c where c.property = 'commitment_ref' and s.id = c.ref;
  insert into commitments.stale (id) select distinct ref from changed where property = 'commitment_ref';
  return null;
end $$;
create trigger commitments_of_lost_links after delete on store.link referencing old table as changed
  for each statement execute function commitments.drop_links();

create function commitments.mark_placed() returns trigger language plpgsql as $$
begin
  insert into commitments.stale (id)
    select distinct case r.type when 'step' then r.subject_id when 'progress' then l.ref else r.id end
    from made e
    cross join lateral (select n.id, n.seq, n.type, n.subject_id from store.record n where n.seq = e.record offset 0) r
    left join store.link l on l.record = r.seq and l.property = 'commitment_ref'
    where r.type = 'commitment' or (r.type = 'progress' and l.ref is not null)
      or (r.type = 'step' and r.subject_id like 'commitment--%');
  return null;
end $$;
create trigger commitments_of_entries after insert on store.entry referencing new table as made
  for each statement execute function commitments.mark_placed();

create function commitments.mark_excepted() returns trigger language plpgsql as $$
begin
  insert into commitments.stale (id)
    select coalesce(l.ref, r.subject_id, r.id) from store.record r
    left join store.link l on l.record = r.seq and l.property = 'commitment_ref'
    where r.seq = coalesce(new.record, old.record) and r.type in ('commitment', 'step', 'progress')
      and coalesce(l.ref, r.subject_id, r.id) like 'commitment--%';
  return null;
end $$;
create trigger commitments_of_receipts after update of state, record on store.entry
  for each row when (
    (coalesce(old.state, 'stored') = 'stored') is distinct from (coalesce(new.state, 'stored') = 'stored')
    or old.record is distinct from new.record)
  execute function commitments.mark_excepted();

-- What is held already is folded at the first reading.
insert into commitments.stale (id) select distinct id from store.record where type = 'commitment';

alter table commitments.standing enable row level security;
alter table commitments.standing force row level security;
alter table commitments.stale enable row level security;
alter table commitments.stale force row level security;
create policy standing_by_class on commitments.standing using (
  current_setting('entente.scope', true) = 'node'
  or class = any (string_to_array(nullif(current_setting('entente.classes', true), ''), ',')::integer[])
);
create policy standing_node_writes on commitments.standing as restrictive for insert with check (current_setting('entente.scope', true) = 'node');
create policy standing_node_changes on commitments.standing as restrictive for update using (current_setting('entente.scope', true) = 'node');
create policy standing_node_deletes on commitments.standing as restrictive for delete using (current_setting('entente.scope', true) = 'node');
create policy stale_of_node on commitments.stale using (current_setting('entente.scope', true) = 'node');
