-- By what the register is narrowed beside the state: both sides' rating, who leads, and words. All of it is made from the records, like
-- the rest of the row; words and offices are folded as the search folds them.

alter table commitments.standing
  add column rating text, -- joint; `differs` where the sides differ, null where nobody rated it
  add column leads text[] not null default '{}', -- JSON, as the record has them
  add column offices text not null default '',
  add column said text not null default '';

-- What is kept already is folded anew at the next reading.
insert into commitments.stale (id) select id from commitments.standing;
