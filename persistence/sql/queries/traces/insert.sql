insert into maitred.traces (
    request_id, kind, restaurant_id, booking_id, run_id, job_id, caller, at, seconds, what, outcome,
    steps
)
select t.request_id, t.kind, t.restaurant_id, t.booking_id, t.run_id, t.job_id, t.caller,
    to_timestamp(t.at), t.seconds, t.what, t.outcome, t.steps
from jsonb_to_recordset(%(traces)s) as t (
    request_id text, kind text, restaurant_id uuid, booking_id uuid, run_id uuid, job_id uuid,
    caller text, at float8, seconds real, what text, outcome text, steps jsonb
)
