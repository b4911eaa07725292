-- What oversight brings: keys made in its browsers, and what they signed. The node never has a private half in the clear.

create table oversight.cosigner (
  public_key bytea primary key check (octet_length(public_key) = 32),
  person text not null,
  name text not null,
  wrapped text not null, -- the private half, encrypted in the browser: JSON of how, and ciphertext
  since timestamptz not null,
  until timestamptz -- cosigns no more; what it cosigned stands
);
create index cosigner_of_person on oversight.cosigner (person) where until is null;

-- The signed note of the node at that size, with one line more.
create table oversight.cosignature (
  size bigint not null,
  public_key bytea not null references oversight.cosigner,
  note text not null,
  at timestamptz not null,
  primary key (public_key, size)
);
create index cosignature_by_size on oversight.cosignature (size);
