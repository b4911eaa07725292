-- Acts that were done under an Idempotency-Key, written in the transaction of the act itself: whoever asks again is told how it ended.
-- What is kept is which thing came of it, and nothing that it says; what the caller may see of it is decided when they ask.

create schema api;

create table api.done (
  person text not null,
  key bytea not null, -- SHA-256: a key may be anything, also a name
  fingerprint bytea not null, -- SHA-256 of the method, the address and the body
  result text not null, -- JSON: ids and numbers
  at timestamptz not null,
  primary key (person, key)
);
create index done_due on api.done (at);

alter table api.done enable row level security;
alter table api.done force row level security;
create policy done_of_node on api.done using (current_setting('entente.scope', true) = 'node');
