with run as (
    update maitred.runs
    set state = %(state)s, updated_at = now(), outcome = coalesce(%(detail)s, outcome)
    where id = %(run_id)s and state = any(%(before)s)
    returning id
)
insert into maitred.run_events (run_id, seq, state, detail)
select run.id,
    1 + coalesce((select max(e.seq) from maitred.run_events e where e.run_id = run.id), 0),
    %(state)s, %(detail)s
from run
