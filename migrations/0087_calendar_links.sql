-- Secret links by which a calendar program reads what a person may see. A link is its person's alone, and says nothing of what it shows.

create table people.calendar_link (
  id uuid primary key default gen_random_uuid(),
  person_id text not null references people.person on delete cascade,
  name text not null,
  -- The secret itself is not kept.
  hash bytea not null unique check (octet_length(hash) = 32),
  -- How due dates are written: not every program shows tasks.
  due_as text not null check (due_as in ('tasks', 'days')),
  made_at timestamptz not null,
  renewed_at timestamptz,
  last_read_at timestamptz,
  revoked_at timestamptz
);
create index calendar_link_person on people.calendar_link (person_id, made_at);
