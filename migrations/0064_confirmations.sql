-- Who wrote the latest version here: never the one who confirms that it leaves.
alter table store.keeping add column person text;

-- Four eyes on what leaves: kept beside the version, and asked by release alone.
create table store.confirmation (
  record bigint primary key,
  proposal uuid not null references people.proposal (id),
  by text not null,
  at timestamptz not null,
  agreed boolean not null
);
create index release_unconfirmed on store.release (record) where outcome = 'wait' and waits_for = 'confirmation';
