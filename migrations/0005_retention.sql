-- What was expunged leaves a stub: what the log and the steps on it need, and nothing of the content.

alter table store.record
  alter column parts drop not null,
  alter column admitted_at drop not null,
  add column expunged_at timestamptz,
  -- From when a published object's days are counted at the earliest: the later of `modified` and when it was published.
  add column kept_from timestamptz,
  -- `version`: published objects, counted from their newest version; `accord`: what the accord's own work is made of, kept while it lasts.
  add column lifetime text not null default 'accord' check (lifetime in ('accord', 'version')),
  -- The record's own earlier date, if its type has one.
  add column keep_until timestamptz,
  add constraint record_stub check (
    expunged_at is null and parts is not null and admitted_at is not null
    or expunged_at is not null and secret is null and author is null and parts is null and admitted_at is null and kept_from is null
  );
select set_config('entente.scope', 'node', true);
update store.record set
  lifetime = case when type in ('accord', 'commitment', 'step', 'statement') then 'accord' else 'version' end,
  kept_from = greatest(modified_at, admitted_at);
alter table store.record alter column lifetime drop default;
create index record_kept on store.record (accord, channel, lifetime, kept_from) where expunged_at is null;
create index record_dated on store.record (keep_until) where keep_until is not null and expunged_at is null;

-- That the recipient was given all parts, once its disclosure is expunged: steps that crossed the recall still bind.
alter table store.release add column whole boolean not null default false;

-- Of a record's entry: why its author asked for deletion, and that the recipient's content is gone (it said so, or we did).
alter table store.entry
  add column recalled text,
  add column expunged boolean not null default false;
create index entry_recalled on store.entry (record) where recalled is not null and not expunged;

-- The entry that a recall or an expunge is about, so that its answer is found from it.
alter table store.act
  add column about_feed integer references store.feed,
  add column about_idx bigint;
create index act_about on store.act (about_feed, about_idx) where about_feed is not null;

-- Content of no table, and its reasons never leave the node.
create table store.legal_hold (
  id bigint generated always as identity primary key,
  record text not null, -- id: all its versions
  reason text not null,
  placed_by text not null,
  placed_at timestamptz not null,
  until timestamptz,
  lifted_by text,
  lifted_at timestamptz,
  lifted_why text,
  check ((lifted_by is null) = (lifted_at is null))
);
create index legal_hold_standing on store.legal_hold (record) where lifted_at is null;
alter table store.legal_hold enable row level security;
alter table store.legal_hold force row level security;
create policy legal_hold_of_node on store.legal_hold using (current_setting('entente.scope', true) = 'node');

-- One row: what was deleted from the rows is still in pages, indexes and the write-ahead log until the tables are rewritten.
create table store.purge (
  one boolean primary key default true check (one),
  asked_at timestamptz not null,
  done_at timestamptz,
  said text
);

-- Samples of values would outlive the rows.
alter table store.record_part alter column body set statistics 0, alter column salt set statistics 0, alter column properties set statistics 0;
alter table store.record alter column secret set statistics 0;
alter table store.disclosure alter column body set statistics 0;
alter table store.legal_hold alter column reason set statistics 0, alter column lifted_why set statistics 0;
