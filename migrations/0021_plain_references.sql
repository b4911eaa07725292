-- What admission, release and the sequencer write is written in the transaction that made, read or locked what it refers to, and
-- nothing of that is ever deleted. Looking every reference up again cost more than a third of what a record costs the database.
-- The doctor looks for what refers to nothing (docs/adr/0016-references-are-looked-over-by-the-doctor.md).

alter table store.record drop constraint record_publisher_fkey, drop constraint record_class_fkey;
alter table store.record_part drop constraint record_part_record_fkey, drop constraint record_part_class_fkey;
alter table store.release
  drop constraint release_record_fkey, drop constraint release_recipient_fkey, drop constraint release_feed_fkey;
alter table store.disclosure drop constraint disclosure_record_recipient_fkey;
alter table store.entry drop constraint entry_feed_fkey, drop constraint entry_record_fkey;

-- Only what has a place is ever looked for by it.
drop index store.release_entry;
create index release_entry on store.release (feed, idx) where idx is not null;
