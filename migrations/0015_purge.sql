-- What was deleted from the rows is still in pages, indexes, statistics and the write-ahead log until the purge has run.

drop table store.purge;
create table store.purge (
  one boolean primary key default true check (one),
  asked bigint not null, -- how often content was expunged
  done bigint not null default 0, -- how far of that the last purge went
  since timestamptz, -- the first that is not done
  done_at timestamptz,
  files boolean not null default false, -- that bytes of files were among it
  said text -- why the last one could not be done
);

-- No column of content is sampled. Changing a type to itself rewrites nothing and drops the samples that there are.
alter table store.record_part alter column body type text, alter column salt type bytea, alter column properties type text[];
alter table store.record alter column secret type bytea, alter column author type text;
alter table store.record alter column author set statistics 0;
alter table store.disclosure alter column body type text;
alter table store.release alter column detail type text;
alter table store.release alter column detail set statistics 0;
alter table store.file alter column salt type bytea, alter column root type bytea, alter column hashes type bytea, alter column draft type text;
alter table store.file alter column salt set statistics 0, alter column root set statistics 0, alter column hashes set statistics 0, alter column draft set statistics 0;
alter table store.file_chunk alter column hash type bytea, alter column body type bytea;
alter table store.file_chunk alter column hash set statistics 0, alter column body set statistics 0;
