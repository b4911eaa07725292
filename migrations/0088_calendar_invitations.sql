-- Who of this node gets a meeting by e-mail, and what they were last sent. Addresses stay in `notices.person`.

create table people.calendar_invitation (
  meeting text not null,
  person_id text not null references people.person on delete cascade,
  invited_by text not null,
  invited_at timestamptz not null,
  -- Of the last message that left, or may have.
  sequence integer,
  -- What that said. Null: nothing yet.
  told bytea,
  attempts integer not null default 0,
  next_at timestamptz,
  done_at timestamptz,
  why text,
  primary key (meeting, person_id)
);
create index calendar_invitation_open on people.calendar_invitation (person_id) where done_at is null;
