-- Whoever invited somebody may take it back, and enters what they answered: replies by e-mail come to people, not to the node.
alter table people.calendar_invitation
  add column withdrawn_at timestamptz,
  add column answer text check (answer in ('accepted', 'declined', 'tentative')),
  add column answered_at timestamptz;
