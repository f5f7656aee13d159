-- The job is to be taken again; whoever has it in hand is not asked.
select maitred.procrastinate_retry_job_v2(
    q.id, clock_timestamp() + make_interval(secs => %(seconds)s), null, null, null
)
from maitred.procrastinate_jobs q where q.id = %(queue_id)s and q.status = 'doing'
