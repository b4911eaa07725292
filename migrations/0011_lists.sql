-- The newest of an accord are the end of an index.
create index record_in_accord on store.record (accord, seq desc) where type <> 'step';
