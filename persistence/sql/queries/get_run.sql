select id, restaurant_id, service_date, mode, state, problem_hash, plan_hash, plan, outcome,
    created_at
from maitred.runs where id = %(run_id)s
