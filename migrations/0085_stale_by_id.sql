-- After a load each commitment stands in the list many times, and all of them are taken out together.
create index stale_of on commitments.stale (id);
