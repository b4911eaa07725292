-- How long the access log is kept, as data: the entries, and the lists of ids beside those that told of several records. The leaves stay.
create table oversight.retention (
  one boolean primary key default true check (one),
  entry_days integer not null default 1826 check (entry_days between 1 and 36500),
  ids_days integer not null default 800 check (ids_days between 1 and 36500)
);
insert into oversight.retention default values;
create index access_batch_kept on oversight.access_batch (placed_at) where removed_at is null;
