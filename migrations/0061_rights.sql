-- Who may do what here, as data: units in a tree, persons' assignments in them, clearances, grants of roles, need-to-know lists and
-- case teams. None of it leaves the node. `people.rights.version` moves with any change of it, so nobody's rights are older than the
-- request that is under way.

create table people.unit (
  -- A STIX identity: what is said of the unit outside is derived from this row.
  id text primary key default 'identity--' || gen_random_uuid() check (id ~ '^identity--[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'),
  party text not null,
  parent text references people.unit,
  names text not null,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  closed_at timestamptz
);
create index unit_parent on people.unit (parent);

-- Moves come one after the other: two at once could close a circle that neither sees.
create function people.refuse_circle() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock(47110034);
  if exists (
    with recursive above as (
      select new.parent as id
      union select u.parent from people.unit u join above a on u.id = a.id where u.parent is not null
    ) select 1 from above where id = new.id
  ) then
    raise exception 'a unit cannot be below itself' using errcode = 'check_violation', constraint = 'unit_no_circle';
  end if;
  if exists (select 1 from people.unit where id = new.parent and party <> new.party) then
    raise exception 'a unit is below a unit of its own party' using errcode = 'check_violation', constraint = 'unit_one_party';
  end if;
  return new;
end $$;
create trigger unit_no_circle before insert or update of id, parent, party on people.unit
  for each row when (new.parent is not null) execute function people.refuse_circle();

-- A role in a unit, for an accord ('*': every one, null: for none, such as what concerns the node alone).
create table people.assignment (
  id uuid primary key default gen_random_uuid(),
  person_id text not null references people.person,
  role text not null check (role in (
    'liaison-officer', 'secretary', 'duty-officer', 'dispatcher', 'analyst', 'case-officer', 'central-authority',
    'training-coordinator', 'administrator', 'oversight', 'minister-office'
  )),
  unit text not null references people.unit,
  accord_id text,
  -- Null: all channels of the accord, also those opened later.
  channels text[] check (cardinality(channels) > 0),
  tlp text not null check (tlp in ('clear', 'green', 'amber', 'amber+strict', 'red')),
  starts_at timestamptz not null,
  ends_at timestamptz check (ends_at >= starts_at),
  given_by text not null, -- a person's id, 'machine': whoever runs it, or 'provider': groups of the identity provider
  given_at timestamptz not null,
  reason text not null,
  ended_by text,
  ended_why text
);
create index assignment_person on people.assignment (person_id);
create index assignment_unit on people.assignment (unit);

alter table people.person
  add column clearance_tlp text not null default 'amber+strict' check (clearance_tlp in ('clear', 'green', 'amber', 'amber+strict', 'red')),
  add column clearance_handling text[] not null default '{H0,H1,H2,H3}' check (clearance_handling <@ '{H0,H1,H2,H3}'::text[]);

insert into people.unit (id, party, names, made_at, changed_at)
  select 'identity--' || gen_random_uuid(), party, json_build_object('en', unit)::text, now(), now()
  from (select distinct party, unit from people.person) u;
insert into people.assignment (person_id, role, unit, accord_id, channels, tlp, starts_at, given_by, given_at, reason)
  select p.id, p.role, u.id, m.accord_id, m.channels, coalesce(m.tlp, 'amber+strict'), 'epoch', case when m.from_provider then 'provider' else 'machine' end, now(), 'kept from before there were assignments'
  from people.person p
  join people.unit u on u.party = p.party and u.names = json_build_object('en', p.unit)::text
  left join people.membership m on m.person_id = p.id;
update people.person p set clearance_tlp = 'red'
  where exists (select 1 from people.membership m where m.person_id = p.id and m.tlp = 'red');
drop table people.membership;
alter table people.person drop column role, drop column unit;
create or replace function people.roles_of(of_person text) returns text[] stable language sql
  as $$ select coalesce(array_agg(distinct role), '{}') from people.assignment
        where person_id = of_person and starts_at <= now() and (ends_at is null or ends_at > now()) $$;

-- Access entries, records and decisions name persons for ever.
create function people.keep_person() returns trigger language plpgsql as $$
begin
  if exists (select 1 from oversight.access where person = old.id) then
    raise exception 'a person whom access entries name is deactivated, not deleted' using errcode = 'foreign_key_violation', constraint = 'person_kept';
  end if;
  return old;
end $$;
create trigger person_kept before delete on people.person for each row execute function people.keep_person();

-- What a role may: action x family of record types x scope. Filled from the product's table, then this node's own.
create table people.permission_grant (
  role text not null,
  action text not null,
  family text not null, -- 'node': of no record
  scope text not null check (scope in ('node', 'accord', 'unit', 'case')),
  primary key (role, action, family, scope)
);
-- Of which pairs the product's defaults were taken over: what comes with a later version is added, what was changed here stays.
create table people.shipped_grant (
  action text not null,
  family text not null,
  primary key (action, family)
);
create table people.grant_change (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  by text not null,
  confirmed_by text,
  role text not null,
  action text not null,
  family text not null,
  scope text not null,
  change text not null check (change in ('given', 'taken')),
  reason text not null
);

-- Need-to-know lists and case teams. Of a unit: whoever is assigned to it or below is on it.
create table people.list (
  id uuid primary key,
  kind text not null check (kind in ('need-to-know', 'case')),
  names text not null,
  accord_id text,
  unit text references people.unit,
  made_by text not null,
  made_at timestamptz not null,
  closed_at timestamptz
);
create table people.list_member (
  id bigint generated always as identity primary key,
  list uuid not null references people.list,
  person_id text not null references people.person,
  starts_at timestamptz not null,
  ends_at timestamptz check (ends_at >= starts_at),
  given_by text not null,
  reason text not null,
  ended_by text,
  ended_why text
);
create unique index list_member_once on people.list_member (list, person_id) where ends_at is null;
create index list_member_person on people.list_member (person_id);

create table people.rights (version bigint not null, is_only boolean primary key default true check (is_only));
insert into people.rights (version) values (1);
create function people.renew_rights() returns trigger language plpgsql as $$
begin
  update people.rights set version = version + 1;
  return null;
end $$;
create trigger person_renews after insert or update or delete on people.person for each statement execute function people.renew_rights();
create trigger unit_renews after insert or update or delete on people.unit for each statement execute function people.renew_rights();
create trigger assignment_renews after insert or update or delete on people.assignment for each statement execute function people.renew_rights();
create trigger grant_renews after insert or update or delete on people.permission_grant for each statement execute function people.renew_rights();
create trigger list_renews after insert or update or delete on people.list for each statement execute function people.renew_rights();
create trigger list_member_renews after insert or update or delete on people.list_member for each statement execute function people.renew_rights();

create trigger live_rights after insert or update on people.rights for each statement execute function live.rights_changed();
drop trigger live_rights on people.person;

-- Records about persons are in classes of their own from now on, and so are the steps on them (src/kernel/policy/family.ts).
select set_config('entente.scope', 'node', true);
create temporary table about_person on commit drop as
  select r.seq, r.id from store.record r
  left join store.record_part p on p.record = r.seq and p.n = 0
  where r.type in ('email-addr', 'email-message', 'user-account')
    or r.type = 'identity' and coalesce((p.body::json) ->> 'identity_class', '') not in ('group', 'system', 'organization', 'class')
    or r.type = 'threat-actor' and (
      lower(trim((p.body::json) ->> 'resource_level')) = 'individual'
      or p.body is null
      or exists (select 1 from store.record_part q where q.record = r.seq and q.n > 0 and 'resource_level' = any (q.properties))
    );
insert into about_person select s.seq, s.id from store.record s where s.subject_id in (select id from about_person);
create temporary table reserved_class on commit drop as
  select v.id as before, replace(v.key, '"compartment":null,"handling"', '"compartment":null,"family":"persons","handling"') as key,
    '{"family":"persons",' || substr(v.facts, 2) as facts
  from store.visibility_class v
  where v.id in (
    select p.class from store.record_part p join about_person a on a.seq = p.record
    union select r.class from store.record r join about_person a on a.seq = r.seq
  );
insert into store.visibility_class (key, facts) select key, facts from reserved_class;
update store.record_part p set class = v.id
  from about_person a, reserved_class c, store.visibility_class v
  where a.seq = p.record and c.before = p.class and v.key = c.key;
update store.record r set class = v.id
  from about_person a, reserved_class c, store.visibility_class v
  where a.seq = r.seq and c.before = r.class and v.key = c.key;
drop table about_person, reserved_class;
