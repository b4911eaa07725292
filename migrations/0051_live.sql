-- What the event stream tells: that something changed, of what kind and where, and never what it says. Written by the database itself,
-- in the transaction of the change, so nobody who writes can forget it. Kept for a day, for those who were away.

create schema live;

-- Changes with everything that was put back from a backup: nobody resumes in another history.
create table live.era (
  one boolean primary key default true check (one),
  era uuid not null default gen_random_uuid(),
  position bigint not null default 0 -- the last that was given
);
insert into live.era default values;

create table live.event (
  seq bigint generated always as identity primary key,
  -- Given once the change is committed, by one process at a time: who reads on from a position misses nothing that committed late.
  pos bigint unique,
  kind text not null check (kind in ('record', 'feed', 'partner', 'desk', 'notice', 'rights')),
  id text, -- null: several of them
  type text,
  accord text,
  channel text,
  -- Who is told: whoever sees all the classes; or this person; or, by kind, whoever follows the feed or sees the partners.
  classes integer[],
  person text,
  at timestamptz not null default now()
);
create index event_unplaced on live.event (seq) where pos is null;
create index event_due on live.event (at);

alter table live.event enable row level security;
alter table live.event force row level security;
create policy event_of_node on live.event using (current_setting('entente.scope', true) = 'node');
create policy event_by_anyone on live.event for insert with check (true);

create function live.record_came() returns trigger language plpgsql as $$
begin
  insert into live.event (kind, id, type, accord, channel, classes)
  select 'record', case when count(distinct coalesce(subject_id, id)) = 1 then min(coalesce(subject_id, id)) end, type, accord, channel, array[class]
  from came group by type, accord, channel, class;
  perform pg_notify('entente_live', '');
  return null;
end $$;
create trigger live_record_came after insert on store.record referencing new table as came
  for each statement execute function live.record_came();

create function live.record_went() returns trigger language plpgsql as $$
begin
  insert into live.event (kind, id, type, accord, channel, classes)
  select 'record', case when count(distinct coalesce(n.subject_id, n.id)) = 1 then min(coalesce(n.subject_id, n.id)) end, n.type, n.accord, n.channel, array[n.class]
  from went n join was o on o.seq = n.seq where n.expunged_at is distinct from o.expunged_at
  group by n.type, n.accord, n.channel, n.class;
  if found then perform pg_notify('entente_live', ''); end if;
  return null;
end $$;
create trigger live_record_went after update on store.record referencing old table as was new table as went
  for each statement execute function live.record_went();

-- What keeps a record here, and why: few, beside those that go.
create function live.release_stays() returns trigger language plpgsql as $$
begin
  insert into live.event (kind, id, type, accord, channel, classes)
  select 'record', case when count(distinct r.id) = 1 then min(r.id) end, r.type, r.accord, r.channel, array[r.class]
  from decided n join was o on o.record = n.record and o.recipient = n.recipient
  cross join lateral (select * from store.record x where x.seq = n.record offset 0) r
  where n.outcome in ('no', 'wait') and (n.outcome, n.code) is distinct from (o.outcome, o.code)
  group by r.type, r.accord, r.channel, r.class;
  if found then perform pg_notify('entente_live', ''); end if;
  return null;
end $$;
create trigger live_release_stays after update on store.release referencing old table as was new table as decided
  for each statement execute function live.release_stays();

create function live.feed_grew() returns trigger language plpgsql as $$
begin
  insert into live.event (kind, id, accord, channel)
  select 'feed', n.id::text, n.accord, n.channel from grown n left join was o on o.id = n.id
  where o.id is null or (n.size, n.receipted_size, n.cosigned_size, n.fault_name, n.lifted_at, n.ended_size)
    is distinct from (o.size, o.receipted_size, o.cosigned_size, o.fault_name, o.lifted_at, o.ended_size);
  if found then perform pg_notify('entente_live', ''); end if;
  return null;
end $$;
create trigger live_feed_grew after update on store.feed referencing old table as was new table as grown
  for each statement execute function live.feed_grew();

create function live.party_changed() returns trigger language plpgsql as $$
begin
  insert into live.event (kind, id)
  select 'partner', n.id from changed n left join was o on o.id = n.id
  where o.id is null or (n.names, n.url, n.public_key, n.fault) is distinct from (o.names, o.url, o.public_key, o.fault);
  if found then perform pg_notify('entente_live', ''); end if;
  return null;
end $$;
create trigger live_party_changed after update on store.party referencing old table as was new table as changed
  for each statement execute function live.party_changed();
create function live.party_came() returns trigger language plpgsql as $$
begin
  insert into live.event (kind, id) values ('partner', new.id);
  perform pg_notify('entente_live', '');
  return null;
end $$;
create trigger live_party_came after insert on store.party for each row execute function live.party_came();

create function live.desk_changed() returns trigger language plpgsql as $$
begin
  insert into live.event (kind, id, type, accord, classes)
  select 'desk', case when count(*) = 1 then min(id::text) end, 'statement', accord, array[class] from changed group by accord, class;
  if found then perform pg_notify('entente_live', ''); end if;
  return null;
end $$;
create trigger live_desk_put after insert on statements.statement referencing new table as changed
  for each statement execute function live.desk_changed();
create trigger live_desk_changed after update on statements.statement referencing new table as changed
  for each statement execute function live.desk_changed();
create function live.set_changed() returns trigger language plpgsql as $$
begin
  insert into live.event (kind, id, type, accord, classes) values ('desk', new.id::text, 'set', new.accord, new.classes);
  perform pg_notify('entente_live', '');
  return null;
end $$;
create trigger live_set_changed after insert or update on statements.grouping for each row execute function live.set_changed();

create function live.notice_told() returns trigger language plpgsql as $$
begin
  insert into live.event (kind, person) select distinct 'notice', person from told;
  if found then perform pg_notify('entente_live', ''); end if;
  return null;
end $$;
create trigger live_notice_told after insert on notices.told referencing new table as told
  for each statement execute function live.notice_told();
create trigger live_notice_read after update on notices.told referencing new table as told
  for each statement execute function live.notice_told();
create trigger live_notice_gone after delete on notices.told referencing old table as told
  for each statement execute function live.notice_told();

-- Told to nobody: whoever listens is judged anew before they hear anything more.
create function live.rights_changed() returns trigger language plpgsql as $$
begin
  insert into live.event (kind) values ('rights');
  perform pg_notify('entente_live', '');
  return null;
end $$;
create trigger live_rights after insert or update or delete on people.person for each statement execute function live.rights_changed();
create trigger live_rights after insert or update or delete on people.membership for each statement execute function live.rights_changed();
create trigger live_rights after delete or update of person_id, scopes, expires_at, revoked_at on people.token
  for each statement execute function live.rights_changed();
create trigger live_rights after delete or update of expires_at, user_id on sign_in.session for each statement execute function live.rights_changed();
create trigger live_rights after insert on store.visibility_class for each statement execute function live.rights_changed();
create trigger live_rights after insert or update or delete on store.recovering for each statement execute function live.rights_changed();
