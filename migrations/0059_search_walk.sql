-- Limits to classes and types are asked of the index only where a window is wide: among the thousand newest records the rows themselves
-- tell sooner. And what titles have filled is not looked for a second time in texts.

drop function search.walk(text, bigint, integer[], integer);

-- In a language that is not planned together with what calls it: the planner made a join of it, over all records.
create or replace function search.is_newest(asked bigint, classes integer[]) returns boolean language plpgsql stable as $$
declare
  own record;
begin
  select r.id, r.modified_at, r.seq into own from store.record r where r.seq = asked and r.class = any (classes);
  return found and not exists (
    select 1 from store.record w
    where w.id = own.id and (w.modified_at > own.modified_at or w.modified_at = own.modified_at and w.seq > own.seq) and w.class = any (classes)
    offset 0
  );
end
$$;

-- `filter`: rows of a type and of classes, as lexemes. The newest records with all of these, at most so many. A frequent word is looked
-- for in windows, from the newest on, so that what is read grows with what is found and not with what is held; a rare one in all at once.
create function search.walk(query text, filter text, rarest bigint, classes integer[], most integer) returns setof bigint language plpgsql
stable set search_path = pg_catalog set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
declare
  at bigint := (select max(record) from search.part);
  shift integer := 10;
  level integer := 0;
  turn integer := 0;
  turns integer := 0;
  so_far integer := 0;
  here integer;
  is_rare boolean := rarest <= 1000;
  asked tsquery;
begin
  if at is null then return; end if;
  if not is_rare then
    -- Begins with a window in which about as many are expected as are wanted.
    while level < 2 and rarest * (1 << shift) / (at + 1) < most loop level := level + 1; shift := shift + 4; end loop;
  end if;
  loop
    asked := case
      when is_rare then query
      when level = 0 then query || ' & '':0/' || (at >> shift) || ''''
      else query || ' & ' || filter || ' & '':' || level || '/' || (at >> shift) || ''''
    end::tsquery;
    return query
      select q.record from (
        -- By the words first: the planner would rather walk all records backwards, which it takes for cheap.
        select distinct p.record from (
          select w.record, w.class, w.lexemes from search.part w where w.lexemes @@ asked offset 0
        ) p
        where p.record <= at and p.class = any (classes) and (not (is_rare or level = 0) or p.lexemes @@ filter::tsquery)
        order by p.record desc offset 0
      ) q where search.is_newest(q.record, classes) limit most - so_far;
    get diagnostics here = row_count;
    so_far := so_far + here;
    turns := turns + 1;
    turn := turn + 1;
    at := ((at >> shift) << shift) - 1;
    exit when is_rare or so_far >= most or at < 0 or turns >= 200;
    if turn >= 4 and level < 2 then turn := 0; level := level + 1; shift := shift + 4; end if;
  end loop;
end
$$;
revoke all on function search.walk from public;

create or replace function search.find(asked jsonb) returns table (record bigint, rank integer) language plpgsql stable security definer
set search_path = pg_catalog set enable_seqscan = off as $$
declare
  classes integer[] := search.classes(case when asked ? 'among' then
    array(select v::integer from jsonb_array_elements_text(asked -> 'among') v) end);
  most integer := (asked ->> 'most')::integer;
  of_type text := asked ->> 'type';
  begun text := asked ->> 'tail';
  c_from bytea := decode(asked ->> 'cFrom', 'hex');
  c_to bytea := decode(asked ->> 'cTo', 'hex');
  words text[] := coalesce((select array_agg(v) from jsonb_array_elements_text(asked -> 'words') v), '{}');
  prefix text := asked ->> 'prefix';
  endings text[];
  ended bigint;
  rarest bigint;
  one text;
  parts bigint;
  body text := '';
  title text := '';
  limits text;
  told integer;
begin
  if cardinality(classes) = 0 then return; end if;
  if begun is not null then
    return query
      select n.record, case when n.tail = begun then 1 else 2 end from search.name n
      where (n.tail >= begun collate "C" and n.tail < (begun || 'g') collate "C" or n.foot >= begun collate "C" and n.foot < (begun || 'g') collate "C")
        and n.class = any (classes) and search.is_newest(n.record, classes)
        and (of_type is null or exists (select 1 from store.record r where r.seq = n.record and r.type = of_type))
      order by 2, 1 desc limit most;
  end if;
  if c_from is not null then
    return query
      select n.record, 1 from search.name n
      where n.c >= c_from and n.c <= c_to and n.class = any (classes) and search.is_newest(n.record, classes)
        and (of_type is null or exists (select 1 from store.record r where r.seq = n.record and r.type = of_type))
      order by 1 desc limit 3;
  end if;
  if cardinality(words) = 0 and prefix is null then return; end if;
  foreach one in array words loop
    select sum(w.parts) into parts from search.word w where w.class = any (classes) and w.word = one collate "C";
    if parts is null then return; end if;
    rarest := least(rarest, parts);
    body := body || ' & ' || search.quoted(one);
    title := title || ' & ' || search.quoted('=' || one);
  end loop;
  if prefix is not null then
    select array_agg(e.word), sum(e.parts) into endings, ended from search.completions(prefix, classes) e;
    if endings is null then return; end if;
    rarest := least(rarest, ended);
    body := body || ' & (' || (select string_agg(search.quoted(e), ' | ') from unnest(endings) e) || ')';
    title := title || ' & (' || (select string_agg(search.quoted('=' || e), ' | ') from unnest(endings) e) || ')';
  end if;
  limits := '(' || (select string_agg(''':c' || k || '''', ' | ') from unnest(classes) k) || ')'
    || case when of_type is null then '' else ' & ' || search.quoted(':t' || of_type) end;
  return query select w, 3 from search.walk(substr(title, 4), limits, rarest, classes, least(most, 50)) w;
  get diagnostics told = row_count;
  if told < most then
    return query select w, 4 from search.walk(substr(body, 4), limits, rarest, classes, most) w;
  end if;
end
$$;

create or replace function search.referring(id text, most integer) returns setof bigint language sql stable security definer
set search_path = pg_catalog set enable_seqscan = off as $$
  select q.record from (
    select distinct p.record from (
      select w.record, w.class from search.part w where w.lexemes @@ search.quoted('@' || id)::tsquery offset 0
    ) p
    where p.class = any (search.classes(null)) order by p.record desc offset 0
  ) q where search.is_newest(q.record, search.classes(null)) limit most
$$;
