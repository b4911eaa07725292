-- Who made a sign-in link for whom: four eyes ask it of the session that it began, and of what is made and proposed in that session.

create table people.sign_in_link (
  hash bytea primary key check (octet_length(hash) = 32),
  person_id text not null references people.person on delete cascade,
  made_by text not null,
  made_at timestamptz not null,
  used_at timestamptz
);
create index sign_in_link_person on people.sign_in_link (person_id, used_at);

-- Null: no link began it, or one that was made at the machine.
alter table sign_in.session add column link_by text;
-- Of the session in which it was made.
alter table people.token add column link_by text;
-- Of the session in which it was proposed.
alter table people.proposal add column link_by text;
