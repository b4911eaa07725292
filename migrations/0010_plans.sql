-- What the hot reads cost.

-- A reader's classes are taken apart once per statement, not once per row.
alter policy record_by_class on store.record using (
  (select current_setting('entente.scope', true)) = 'node'
  or class = any ((select string_to_array(current_setting('entente.classes', true), ','))::integer[])
);
alter policy record_part_by_class on store.record_part using (
  (select current_setting('entente.scope', true)) = 'node'
  or class = any ((select string_to_array(current_setting('entente.classes', true), ','))::integer[])
);

-- The newest version of an id is the first in the index, without a sort.
drop index store.record_by_id;
create index record_by_id on store.record (id, modified_at desc, seq desc);
