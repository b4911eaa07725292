-- How each person is told beside the application, and what is on its way. A message is written down before it is sent, so a crash
-- sends it at least once; its id makes a second one known as the same.

create table notices.person (
  person text primary key references people.person on delete cascade,
  email text check (length(email) between 3 and 254),
  time_zone text not null default 'UTC',
  -- Minutes of the day in that zone; both or neither.
  quiet_from integer check (quiet_from between 0 and 1439),
  quiet_until integer check (quiet_until between 0 and 1439),
  urgent_breaks boolean not null default true,
  digest_at integer not null default 480 check (digest_at between 0 and 1439),
  -- Up to where they have seen what others did ("Today").
  visited_at timestamptz,
  visited_before timestamptz,
  check ((quiet_from is null) = (quiet_until is null))
);

create table notices.choice (
  person text not null references people.person on delete cascade,
  kind text not null,
  mail text not null check (mail in ('immediate', 'digest', 'off')),
  webhook text not null check (webhook in ('immediate', 'digest', 'off')),
  primary key (person, kind)
);

create table notices.webhook (
  id uuid primary key default gen_random_uuid(),
  person text not null references people.person on delete cascade,
  url text not null,
  secret text not null, -- sealed
  made_at timestamptz not null,
  failures integer not null default 0, -- one after the other
  disabled_at timestamptz,
  why text
);
create index webhook_of on notices.webhook (person);

create table notices.mail_server (
  one boolean primary key default true check (one),
  host text not null,
  port integer not null check (port between 1 and 65535),
  security text not null check (security in ('tls', 'starttls', 'none')),
  username text,
  password text, -- sealed
  sender text not null,
  changed_by text not null,
  changed_at timestamptz not null
);

create table notices.message (
  id uuid primary key default gen_random_uuid(),
  person text not null references people.person on delete cascade,
  webhook uuid references notices.webhook on delete cascade, -- null: by e-mail
  is_urgent boolean not null,
  made_at timestamptz not null,
  attempts integer not null default 0,
  next_at timestamptz not null,
  done_at timestamptz,
  outcome text check (outcome in ('sent', 'dropped', 'failed')),
  why text,
  check ((done_at is null) = (outcome is null))
);
create index message_due on notices.message (next_at) where done_at is null;
create index message_old on notices.message (done_at) where done_at is not null;

-- One notice on its way to one person by one face; without a message it waits for its time.
create table notices.delivery (
  person text not null,
  notice bigint not null,
  face text not null check (face in ('mail', 'webhook')),
  due_at timestamptz not null,
  is_urgent boolean not null,
  message uuid references notices.message on delete cascade,
  primary key (person, notice, face),
  foreign key (person, notice) references notices.told on delete cascade
);
create index delivery_due on notices.delivery (due_at) where message is null;
create index delivery_of on notices.delivery (message) where message is not null;
