-- What a second person must confirm, and every change of rights that was made. A row of neither is ever changed but for its decision.
create table people.proposal (
  seq bigint generated always as identity unique,
  id uuid primary key,
  kind text not null,
  payload text not null,
  effect text not null, -- what it would change, as it was when it was proposed
  by text not null,
  at timestamptz not null,
  reason text not null,
  expires_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'confirmed', 'refused', 'withdrawn')),
  decided_by text check (decided_by <> by or state = 'withdrawn'),
  decided_at timestamptz,
  decided_why text,
  check ((state = 'open') = (decided_by is null))
);
create index proposal_open on people.proposal (seq) where state = 'open';

create table people.rights_change (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  kind text not null,
  payload text not null,
  by text not null,
  -- Null: it did not widen, or there was nobody else who could confirm.
  confirmed_by text check (confirmed_by <> by),
  widened boolean not null,
  reason text not null
);
drop table people.grant_change;

-- From which TLP on a release waits for a second person; the most particular row holds ('*': every one).
create table store.confirm_from (
  accord text not null,
  channel text not null,
  tlp text not null check (tlp in ('clear', 'green', 'amber', 'amber+strict', 'red')),
  primary key (accord, channel)
);
