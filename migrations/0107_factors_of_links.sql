-- A factor that was added after somebody else's link let in a person who was known by a factor before: the maker of the link may be
-- the one who added it, so sessions that begin by it are as those of the link.

-- Known by a factor of their own before, which was removed.
alter table people.person add column had_factor boolean not null default false;

-- By a factor, or an identity provider: now or before.
create function people.is_known(of_person text) returns boolean stable language sql
  as $$ select p.had_factor or exists (select from people.totp t where t.person_id = p.id and t.confirmed_at is not null)
          or exists (select from sign_in.passkey k where k.user_id = p.user_id)
          or exists (select from people.provider_identity i where i.person_id = p.id)
        from people.person p where p.id = of_person $$;

-- Whoever a factor that is added in this session may belong to beside its person; null: nobody else.
alter table sign_in.session add column factor_by text;
alter table people.totp add column factor_by text;

-- Written before the passkey that it names.
create table people.passkey_by (
  credential_id text primary key,
  person_id text not null references people.person on delete cascade,
  factor_by text not null
);
create index passkey_by_person on people.passkey_by (person_id);

-- Four eyes ask it of what was written, and of who asked for an opening.
alter table store.keeping add column link_by text;
alter table oversight.seal_opening add column link_by text;
