-- What colleagues say about a record is told live too: to whoever sees the version that it was said of.

alter table live.event drop constraint event_kind_check;
alter table live.event add constraint event_kind_check
  check (kind in ('record', 'feed', 'partner', 'desk', 'notice', 'rights', 'comment'));

create function live.comment_changed() returns trigger language plpgsql as $$
begin
  insert into live.event (kind, id, type, accord, channel, classes)
  select distinct 'comment', r.id, r.type, r.accord, r.channel, array[r.class] from changed c join store.record r on r.seq = c.version;
  if found then perform pg_notify('entente_live', ''); end if;
  return null;
end $$;
create trigger live_comment_written after insert on comments.comment referencing new table as changed
  for each statement execute function live.comment_changed();
create trigger live_comment_changed after update on comments.comment referencing new table as changed
  for each statement execute function live.comment_changed();
