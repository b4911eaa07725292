-- On which sides an office leads a commitment: the one that the side named itself, else the one that the commitment names for it.

alter table commitments.standing add column led text[] not null default '{}';

-- What is kept already is folded anew at the next reading.
insert into commitments.stale (id) select id from commitments.standing;
