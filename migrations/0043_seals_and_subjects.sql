-- Sealed content: ciphertext, a commitment and two halves of its key, each encrypted to the holders of one side. What opens it is not here.
create table oversight.seal_key (
  public_key text primary key, -- P-256, uncompressed, base64
  side text not null check (side in ('keeper', 'oversight')),
  person text not null,
  name text not null,
  wrapped text not null, -- the private half, encrypted in the browser
  since timestamptz not null,
  until timestamptz
);
create table oversight.seal (
  id uuid primary key,
  label text not null check (length(label) between 1 and 200),
  owner text not null,
  at timestamptz not null,
  commitment bytea not null check (octet_length(commitment) = 32),
  ciphertext text not null
);
create table oversight.seal_half (
  seal uuid not null references oversight.seal on delete cascade,
  public_key text not null references oversight.seal_key,
  half text not null,
  primary key (seal, public_key)
);
create table oversight.seal_opening (
  id uuid primary key,
  seal uuid not null references oversight.seal,
  asked_by text not null,
  side text not null,
  reason text not null check (length(reason) between 1 and 2000),
  at timestamptz not null,
  state text not null default 'asked' check (state in ('asked', 'granted', 'refused')),
  decided_by text,
  decided_at timestamptz,
  why text,
  half text, -- of the other side, encrypted to who asked
  check (decided_by is null or decided_by <> asked_by)
);
create index seal_opening_of on oversight.seal_opening (seal, at);

-- What persons concerned ask for. The applicant is erased a while after the decision; what was decided stays for the count.
create table oversight.subject_request (
  id uuid primary key,
  seq bigint generated always as identity unique,
  kind text not null check (kind in ('access', 'correction', 'deletion')),
  received_at timestamptz not null,
  due_at timestamptz not null,
  applicant text,
  contact text,
  records text[] not null default '{}',
  state text not null default 'received' check (state in ('received', 'examined', 'granted', 'partly-granted', 'refused', 'withdrawn')),
  registered_by text not null,
  decided_by text,
  decided_at timestamptz,
  reason text,
  erased_at timestamptz
);
create index subject_request_open on oversight.subject_request (due_at) where state in ('received', 'examined');
create index subject_request_erase on oversight.subject_request (decided_at) where erased_at is null and decided_at is not null;
alter table oversight.subject_request enable row level security;
alter table oversight.subject_request force row level security;
create policy subject_request_of_node on oversight.subject_request using (current_setting('entente.scope', true) = 'node');

alter table oversight.retention
  add column subject_due_days integer not null default 30 check (subject_due_days between 1 and 365),
  add column applicant_days integer not null default 365 check (applicant_days between 1 and 36500),
  add column least_count integer not null default 5 check (least_count between 1 and 1000);
