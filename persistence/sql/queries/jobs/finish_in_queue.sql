-- What a worker leaves in the queue after a job: nothing, normally. A row that it still holds is one
-- whose end could not be written; it is taken again in a moment.
select maitred.procrastinate_retry_job_v2(
    q.id, clock_timestamp() + make_interval(secs => 1), null, null, null
)
from maitred.procrastinate_jobs q
where q.id = %(queue_id)s and q.status = 'doing' and q.worker_id = %(worker_id)s
