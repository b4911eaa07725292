-- What this node has to say in a feed besides records and receipts: the outbox of recall, expunge, key and epoch entries.
-- The sequencer gives each its place; `body` holds the members that its kind has of its own, and nothing of any content.
create table store.act (
  id bigint generated always as identity primary key,
  recipient text not null references store.party,
  accord text not null,
  channel text not null,
  kind text not null check (kind in ('recall', 'expunge', 'key', 'epoch')),
  body text not null,
  feed integer references store.feed,
  idx bigint,
  check ((feed is null) = (idx is null))
);
create index act_unsequenced on store.act (recipient, accord, channel, id) where idx is null;

-- After a change of epoch both indexes and what was seen count on: how many entries the earlier epochs hold.
-- store.entry.seen_size counts from the first epoch on, as store.feed.base + idx does.
alter table store.feed add column base bigint not null default 0;
create index feed_newest on store.feed (publisher, recipient, accord, channel, epoch desc);
