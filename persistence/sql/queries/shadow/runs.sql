-- Of every date in a span the shadow run that is compared: one made ahead of the evening if there
-- is one, and of those the newest.
select distinct on (service_date) id, restaurant_id, service_date, mode, state, problem_hash,
    plan_hash, plan, outcome, created_at
from maitred.runs
where restaurant_id = %(restaurant_id)s and state = 'shadow'
  and service_date between %(first)s and %(last)s
order by service_date,
    array_position(array['ahead', 'during', 'afterwards'], outcome #>> '{shadow,moment}'),
    created_at desc, id
