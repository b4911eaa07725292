-- When a person came in for the first time: what happened before is there for them to read, and is not counted as unread.
alter table people.person add column first_in_at timestamptz;
-- Whoever is here already is told as before.
update people.person set first_in_at = 'epoch';
