-- A request of a person concerned may be extended once, and is told to who else holds what it is about: by records of the type
-- `correction-notice`, whose ids stand beside it.
alter table oversight.subject_request
  add column extended_at timestamptz,
  add column extension_reason text,
  add column extended_by text,
  add column notices text[] not null default '{}',
  add check ((extended_at is null) = (extended_by is null));
alter table oversight.retention
  add column subject_extension_days integer not null default 60 check (subject_extension_days between 0 and 365);
create index subject_request_decided on oversight.subject_request (seq) where state not in ('received', 'examined');

-- The record that sealed content belongs to, if any.
alter table oversight.seal add column record text;
create index seal_of_record on oversight.seal (record, at) where record is not null;

-- All holds that stand, newest first.
create index legal_hold_listed on store.legal_hold (id) where lifted_at is null;
