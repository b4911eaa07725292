-- What was refused for a marking is asked for again once its publisher has explained a marking: `due` until it was.
alter table store.entry add column due boolean not null default false;
create index entry_due on store.entry (feed, idx) where due;
create index entry_unknown_marking on store.entry (feed, idx) where state = 'refused' and code = 'unknown-marking';
