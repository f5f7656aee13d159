-- The states of the runs, with what is proven of their plans.
select s.at, r.request_id, r.id as run_id, s.state, s.detail, r.mode, r.service_date,
    r.requested_by, r.problem_hash,
    r.plan ->> 'status' as status, r.plan -> 'objective' -> 'total' as objective,
    r.plan -> 'proof' -> 0 as proof, r.plan -> 'statistics' as statistics
from maitred.runs r join maitred.run_events s on s.run_id = r.id
where r.restaurant_id = %(restaurant_id)s
  and (r.id = %(run)s or r.request_id = any(%(requests)s))
order by s.at desc limit %(limit)s
