-- What records are found by. A cache: filled in the background from the parts that are held, rebuilt from them at any time.
-- The operators of text search are not leakproof, so under row-level security their index would not be used: what looks in it is one
-- function of the owner's, which takes the reader's classes from the same setting as row-level security does. Without the setting it
-- finds nothing. Therefore row-level security binds the process here, and not the owner.

create schema search;

-- Also of stubs: an id is told as long as its stub is.
create table search.name (
  record bigint primary key,
  class integer not null,
  tail text collate "C" not null, -- of the id, behind its type
  foot text collate "C" not null, -- the last twelve characters, by which people tell ids apart
  c bytea not null
);
create index name_by_tail on search.name (tail);
create index name_by_foot on search.name (foot);
create index name_by_c on search.name (c);

-- One row per part that has words: those of part 0 stand with each other part, since whoever sees it sees part 0.
-- Lexemes: the words; `=WORD` in a title; `:cCLASS`, `:tTYPE`; `:0/N`, `:1/N` and `:2/N` number windows of 2^10, 2^14 and 2^18 records.
create table search.part (
  record bigint not null,
  n integer not null,
  class integer not null,
  lexemes tsvector not null,
  primary key (record, n)
);
create index part_lexemes on search.part using gin (lexemes) with (gin_pending_list_limit = 1024);

-- In how many parts of a class a word stands: what a word that is not yet finished may become, and where to begin.
create table search.word (
  class integer not null,
  word text collate "C" not null,
  parts integer not null,
  primary key (class, word)
);

-- Up to where nothing is missing any more; records beyond are compared one by one.
create table search.progress (
  one boolean primary key default true check (one),
  upto bigint not null,
  tokens integer not null -- version of the rules that the words were made by
);

alter table search.name enable row level security;
alter table search.part enable row level security;
alter table search.word enable row level security;
create policy name_of_node on search.name using (current_setting('entente.scope', true) = 'node');
create policy part_of_node on search.part using (current_setting('entente.scope', true) = 'node');
create policy word_of_node on search.word using (current_setting('entente.scope', true) = 'node');

create function search.classes(among integer[]) returns integer[] language sql stable as $$
  select coalesce(array_agg(c), '{}') from unnest(
    string_to_array(nullif(current_setting('entente.classes', true), ''), ',')::integer[]
  ) c where among is null or c = any (among)
$$;

-- Whether a reader of these classes sees this version, and none that is newer.
create function search.is_newest(asked bigint, classes integer[]) returns boolean language sql stable as $$
  select exists (
    select 1 from store.record r
    where r.seq = asked and r.class = any (classes) and not exists (
      select 1 from store.record w
      where w.id = r.id and (w.modified_at, w.seq) > (r.modified_at, r.seq) and w.class = any (classes)
    )
  )
$$;

-- What an unfinished word may become, the most frequent first. Bounded: of very many, the first in the alphabet are weighed.
create function search.completions(prefix text, classes integer[]) returns table (word text, parts bigint) language sql stable as $$
  select f.word, sum(f.parts) from unnest(classes) c cross join lateral (
    select w.word, w.parts from search.word w
    where w.class = c and w.word >= prefix collate "C" and w.word < (prefix || U&'\+10FFFF') collate "C"
    order by w.word limit 1000
  ) f group by f.word order by 2 desc, 1 limit 40
$$;

create function search.quoted(word text) returns text language sql immutable as $$
  select '''' || replace(replace(word, '\', '\\'), '''', '''''') || ''''
$$;

-- The newest records with all of these, at most so many. A frequent word is looked for in windows, from the newest on, so that what is
-- read grows with what is found and not with what is held; a rare one in all at once. Beyond the last window nothing is looked for.
create function search.walk(query text, rarest bigint, classes integer[], most integer) returns setof bigint language plpgsql stable
set search_path = pg_catalog set enable_seqscan = off set plan_cache_mode = force_generic_plan as $$
declare
  at bigint := (select max(record) from search.part);
  shift integer := 10;
  level integer := 0;
  turn integer := 0;
  turns integer := 0;
  found integer := 0;
  here integer;
begin
  if at is null then return; end if;
  if rarest > 1000 then
    -- Begins with a window in which about as many are expected as are wanted.
    while level < 2 and rarest * (1 << shift) / (at + 1) < most loop level := level + 1; shift := shift + 4; end loop;
  end if;
  loop
    return query
      select q.record from (
        select distinct p.record from search.part p
        where p.lexemes @@ (case when rarest > 1000 then query || ' & '':' || level || '/' || (at >> shift) || '''' else query end)::tsquery
          and p.record <= at and p.class = any (classes)
        order by p.record desc offset 0
      ) q where search.is_newest(q.record, classes) limit most - found;
    get diagnostics here = row_count;
    found := found + here;
    turns := turns + 1;
    turn := turn + 1;
    at := ((at >> shift) << shift) - 1;
    exit when rarest <= 1000 or found >= most or at < 0 or turns >= 200;
    if turn >= 4 and level < 2 then turn := 0; level := level + 1; shift := shift + 4; end if;
  end loop;
end
$$;

-- Numbers of versions with how they were found: 1 by the whole id or commitment, 2 by a part of the id, 3 by the title, 4 by words.
create function search.find(asked jsonb) returns table (record bigint, rank integer) language plpgsql stable security definer
set search_path = pg_catalog as $$
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
  limits := ' & (' || (select string_agg(''':c' || k || '''', ' | ') from unnest(classes) k) || ')'
    || case when of_type is null then '' else ' & ' || search.quoted(':t' || of_type) end;
  return query select w, 3 from search.walk(substr(title, 4) || limits, rarest, classes, least(most, 50)) w;
  return query select w, 4 from search.walk(substr(body, 4) || limits, rarest, classes, most) w;
end
$$;
-- The others are its parts, and see what whoever calls them sees.
revoke all on function search.walk, search.completions from public;

-- What was gathered for the index goes into it, so that no search reads it again and again.
create function search.tidy() returns bigint language sql security definer set search_path = pg_catalog as $$
  select gin_clean_pending_list('search.part_lexemes'::regclass)
$$;
