-- What names a record, page by page: from below a position on.
drop function search.referring(text, integer);
create function search.referring(id text, below bigint, most integer) returns setof bigint language sql stable security definer
set search_path = pg_catalog set enable_seqscan = off as $$
  select q.record from (
    select distinct p.record from (
      select w.record, w.class from search.part w where w.lexemes @@ search.quoted('@' || id)::tsquery offset 0
    ) p
    where p.class = any (search.classes(null)) and (below is null or p.record < below) order by p.record desc offset 0
  ) q where search.is_newest(q.record, search.classes(null)) limit most
$$;
