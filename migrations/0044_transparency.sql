-- Counts for the public page, kept as entries get their places: they outlast the entries, and nothing is counted over at each look.
create table oversight.access_count (
  quarter text not null,
  kind text not null,
  outcome text not null,
  purpose text not null, -- of the published list, or `other`: free words could name a case
  n bigint not null,
  primary key (quarter, kind, outcome, purpose)
);
create index seal_opening_decided on oversight.seal_opening (decided_at);
create index subject_request_received on oversight.subject_request (received_at);
create index record_expunged on store.record (expunged_at) where expunged_at is not null;
