-- What of the terms of an ended accord outlives their text: by it the records that are left under the accord still end in time.
-- No content: names of channels, days, and the day that both know.
create table store.ended_terms (
  accord text primary key,
  terminated_at text not null,
  channels text not null -- [{name, retention_days}], canonical JSON
);
