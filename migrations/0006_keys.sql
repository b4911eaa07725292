-- Keys change, and feeds begin anew.

-- Every key that a party has had, in order. `until`: from then on no message is taken under it. `distrusted`: the party has said
-- that it may be in other hands, so nothing is proved by it any more, whenever it says that it was signed.
create table store.party_key (
  n integer generated always as identity,
  party text not null references store.party,
  public_key bytea not null check (octet_length(public_key) = 32),
  how text not null check (how in ('paired', 'rotated', 'paired-again')),
  since timestamptz not null,
  until timestamptz,
  distrusted boolean not null default false,
  primary key (party, public_key)
);
insert into store.party_key (party, public_key, how, since) select id, public_key, 'paired', paired_at from store.party;

-- The key that the next checkpoint of a feed is signed by. Null until something was signed, or taken whole.
alter table store.feed add column key bytea check (octet_length(key) = 32);
update store.feed f set key = p.public_key from store.party p where p.id = f.publisher and f.size > 0;

-- An epoch that is over: what its recipient held when the next one opened, which the first entry of that one commits to.
alter table store.feed add column ended_size bigint;
alter table store.feed add column ended_root bytea check (octet_length(ended_root) = 32);
alter table store.feed add constraint feed_ended check ((ended_size is null) = (ended_root is null));

-- A change of key in a feed, with the first checkpoint over its entry, which bears the old and the new signature.
create table store.rotation (
  feed integer not null references store.feed,
  idx bigint not null check (idx >= 0),
  key bytea not null check (octet_length(key) = 32),
  checkpoint text not null,
  primary key (feed, idx)
);
