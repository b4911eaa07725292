-- The unit for which a text was put in, so that acts on it are judged where a grant reaches the own unit alone.
alter table statements.statement add column unit text references people.unit;
