-- Which accord of cities is under which accord: by it an assignment for the one reaches the other, and visits are listed together. Ids
-- alone; it stands for the accord's life, and outlives its text.
create table store.accord_of_cities (
  accord text primary key,
  parent text not null
);
create index accord_of_cities_under on store.accord_of_cities (parent);

insert into store.accord_of_cities (accord, parent)
select r.id, min(p.body::json ->> 'parent_ref')
from store.record r join store.record_part p on p.record = r.seq
where r.type = 'accord' and p.n = 0 and p.body is not null and p.body::json ->> 'parent_ref' is not null
group by r.id;
