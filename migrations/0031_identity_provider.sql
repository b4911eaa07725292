-- The identity provider (OpenID Connect) of this node, who came by it, and what its groups mean here.

create table people.identity_provider (
  is_only boolean primary key default true check (is_only),
  name text not null,
  issuer text not null,
  client_id text not null,
  -- Sealed under a key of the node's folder; null for a public client.
  client_secret text,
  scopes text[] not null,
  -- A path into the claims, such as groups or resource_access.node.roles.
  groups_claim text not null,
  -- [{group, role, unit, accord, channels, tlp}] as JSON; the first that fits gives role and unit.
  mapping text not null,
  unknown_people text not null check (unknown_people in ('refuse', 'make')),
  -- Whether its sign-in counts as the second factor too.
  is_second_factor boolean not null,
  is_on boolean not null,
  changed_at timestamptz not null,
  changed_by text not null
);

create table people.provider_identity (
  issuer text not null,
  subject text not null,
  person_id text not null references people.person on delete cascade,
  linked_at timestamptz not null,
  last_at timestamptz,
  primary key (issuer, subject)
);
create index provider_identity_person on people.provider_identity (person_id);

-- Which memberships came from the provider's groups: they go with them; those given by hand stay.
alter table people.membership add column from_provider boolean not null default false;

-- By which name at the provider (user name or confirmed address, in lower case) somebody who is known here will come for the first time.
create table people.expected_login (
  login text primary key,
  person_id text not null unique references people.person on delete cascade
);
