-- Passkeys (the table of the sign-in library's plugin), second factors, what is known of each session, and how this node lets people in.

create table sign_in.passkey (
  id text primary key,
  name text,
  public_key text not null,
  user_id text not null references sign_in."user" on delete cascade,
  credential_id text not null unique,
  counter integer not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  created_at timestamptz,
  aaguid text
);
create index passkey_user_id_idx on sign_in.passkey (user_id);

alter table sign_in.session
  -- How it began: link, passkey, provider or set-up. Null: before this was noted, which was by a link.
  add column method text,
  -- When a second factor was given in it; a passkey that verified its user is one by itself.
  add column second_factor_at timestamptz,
  add column last_used_at timestamptz;

alter table people.person
  -- A service has tokens and never signs in.
  add column kind text not null default 'person' check (kind in ('person', 'service')),
  -- May sign in locally when everybody else signs in by the identity provider; each use is told.
  add column is_emergency boolean not null default false,
  -- From then on nobody: neither session nor token opens anything. `provider`: their identity provider names no group any more.
  add column deactivated_at timestamptz,
  add column deactivated_why text;

-- The roles of a person now, wherever they are kept: the one place where signing in asks for them.
create function people.roles_of(of_person text) returns text[] stable language sql
  as $$ select array[role] from people.person where id = of_person $$;

-- RFC 6238. The secret is sealed under a key of the node's folder; without confirmed_at it was never shown to work.
create table people.totp (
  person_id text primary key references people.person on delete cascade,
  secret text not null,
  created_at timestamptz not null,
  confirmed_at timestamptz,
  -- The last time step whose code was taken: no code counts twice (RFC 6238 section 5.2).
  last_step bigint not null default 0,
  failures integer not null default 0,
  failed_at timestamptz
);

create table people.recovery_code (
  person_id text not null references people.person on delete cascade,
  hash bytea not null check (octet_length(hash) = 32),
  created_at timestamptz not null,
  used_at timestamptz,
  primary key (person_id, hash)
);

-- The link that makes the first administrator: only its hash, and one at a time.
create table people.set_up (
  is_only boolean primary key default true check (is_only),
  hash bytea not null check (octet_length(hash) = 32),
  expires_at timestamptz not null
);

create table people.sign_in_setting (
  is_only boolean primary key default true check (is_only),
  second_factor_roles text[] not null default '{}',
  -- 'all': by link and passkey too. 'emergency': local accounts are for emergencies, everybody else comes by the provider.
  local_sign_in text not null default 'all' check (local_sign_in in ('all', 'emergency')),
  idle_minutes integer not null default 720 check (idle_minutes between 5 and 10080),
  absolute_hours integer not null default 168 check (absolute_hours between 1 and 168),
  token_days integer not null default 365 check (token_days between 1 and 1095),
  changed_at timestamptz,
  changed_by text
);
insert into people.sign_in_setting default values;

-- Each sign-in of an emergency account, written before its session exists.
create table people.emergency_use (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  person_id text not null,
  method text not null,
  address text,
  agent text,
  seen_at timestamptz,
  seen_by text
);
create index emergency_use_unseen on people.emergency_use (id) where seen_at is null;
