-- The newest run whose plan is what the date looks like now, or would look like. Proposals are
-- several at a time, and say what it could look like.
select id, restaurant_id, service_date, mode, state, problem_hash, plan_hash, plan, outcome,
    created_at
from maitred.runs
where restaurant_id = %(restaurant_id)s and service_date = %(service_date)s
  and state in ('planned', 'committed')
  and not (state = 'planned' and coalesce(outcome ? 'proposal', false))
order by created_at desc limit 1
