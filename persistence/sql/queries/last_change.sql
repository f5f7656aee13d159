-- The newest run of a date that changed something, is no undo itself, and has not been undone.
select r.id, r.restaurant_id, r.service_date, r.mode, r.state, r.problem_hash, r.plan_hash, r.plan,
    r.outcome, r.created_at
from maitred.runs r
where r.restaurant_id = %(restaurant_id)s and r.service_date = %(service_date)s
  and r.state = 'committed' and r.undoes is null and (r.outcome ->> 'written')::int > 0
  and not exists (
      select 1 from maitred.runs u where u.undoes = r.id and u.state = 'committed'
  )
order by r.created_at desc limit 1
