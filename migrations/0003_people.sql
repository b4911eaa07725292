-- The node's own people: who they are, what they may see, and the tokens of programs. None of it ever leaves the node.

create schema people;

create table people.person (
  id text primary key,
  user_id text not null unique references sign_in."user",
  party text not null,
  name text not null,
  locale text not null,
  role text not null check (role in (
    'liaison-officer', 'secretary', 'duty-officer', 'dispatcher', 'analyst', 'case-officer', 'central-authority',
    'training-coordinator', 'administrator', 'oversight', 'minister-office'
  )),
  unit text not null,
  -- What partners see in place of a name, together with the unit.
  officer_number text not null,
  unique (party, officer_number)
);

create table people.membership (
  person_id text not null references people.person on delete cascade,
  accord_id text not null,
  -- Null: all channels of the accord, also those opened later.
  channels text[] check (cardinality(channels) > 0),
  -- The strictest marking that this person may read there.
  tlp text not null check (tlp in ('clear', 'green', 'amber', 'amber+strict', 'red')),
  primary key (person_id, accord_id)
);

create table people.token (
  id uuid primary key default gen_random_uuid(),
  -- Null: a program of nobody's, such as a feed reader; it may do what its scopes say.
  person_id text references people.person on delete cascade,
  name text not null,
  -- The beginning of the token, to recognise it by. The token itself is not kept.
  prefix text not null,
  hash bytea not null unique check (octet_length(hash) = 32),
  scopes text[] not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index token_person on people.token (person_id);
