-- Who was concerned may also complain of how they were treated: registered, decided and erased as their requests are.
alter table oversight.subject_request drop constraint subject_request_kind_check;
alter table oversight.subject_request
  add constraint subject_request_kind_check check (kind in ('access', 'correction', 'deletion', 'complaint'));
