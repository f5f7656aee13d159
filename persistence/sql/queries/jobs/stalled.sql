-- Jobs that somebody took and nobody works on any more. Who has begun gives signs of life in the
-- job's own row, until the very end; who has not is as alive as the worker.
select q.id as queue_id, j.id
from maitred.procrastinate_jobs q
left join maitred.procrastinate_workers w on w.id = q.worker_id
left join maitred.jobs j on j.queue_id = q.id and j.finished_at is null
where q.status = 'doing' and (%(queue_id)s::bigint is null or q.id = %(queue_id)s)
  and coalesce(
          case when j.state = 'running' then j.heartbeat_at else w.last_heartbeat end,
          '-infinity'
      ) < clock_timestamp() - make_interval(secs => %(seconds)s)
order by q.id
