-- A node that was put back from a backup begins a new epoch of its access log after what the backup held, so that a lawful restore is told
-- apart from entries that were taken away. The first epoch has no row.
create table oversight.access_epoch (
  epoch integer primary key check (epoch > 1),
  start bigint not null check (start >= 0), -- entries that were there when it began
  root bytea not null check (octet_length(root) = 32),
  at timestamptz not null
);
