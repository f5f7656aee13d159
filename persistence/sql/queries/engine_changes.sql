-- Who changed what about who decides a restaurant's dates, newest first.
select s.set_at as at, 'set' as what, s.state, s.percent, lower(s.dates) as first,
    upper(s.dates) - 1 as last, s.set_by as by, s.reason, false as everywhere
from maitred.engine_settings s
where s.restaurant_id = %(restaurant_id)s
union all
select k.killed_at, 'killed', null, null, null, null, k.killed_by, k.reason,
    k.restaurant_id is null
from maitred.engine_kills k
where k.restaurant_id = %(restaurant_id)s or k.restaurant_id is null
union all
select k.revived_at, 'revived', null, null, null, null, k.revived_by, null, k.restaurant_id is null
from maitred.engine_kills k
where (k.restaurant_id = %(restaurant_id)s or k.restaurant_id is null)
  and k.revived_at is not null
order by at desc
limit %(limit)s
