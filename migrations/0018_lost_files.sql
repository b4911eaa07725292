-- A file of our own whose record came back after a restore: since when the partner that was asked last is known not to hold it whole.
alter table store.file add column lost_at timestamptz;
