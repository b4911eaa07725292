-- How often a partner was told what is held of its feeds, or was paired with again: what was asked of it before is not taken after.

alter table store.party add column era bigint not null default 0;
