select request_id, kind, booking_id, run_id, job_id, caller, at, seconds, what, outcome, steps
from maitred.traces
where restaurant_id = %(restaurant_id)s and request_id = any(%(requests)s)
order by at desc limit %(limit)s
