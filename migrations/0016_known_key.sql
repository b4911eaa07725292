-- Which key of ours a partner is known to have: what we sign for it with. Null: never learned, and plain while there is only one.
alter table store.party add column known_key bytea check (octet_length(known_key) = 32);
