-- A job, its first event and its place in the queue: all of them, or none.
with queued as (
    select unnest(maitred.procrastinate_defer_jobs_v1(array[row(
        %(queue)s, %(task)s, 0, %(lock)s, null, jsonb_build_object('job', %(id)s::text), null
    )::maitred.procrastinate_job_to_defer_v1])) as id
), job as (
    insert into maitred.jobs (
        id, restaurant_id, kind, service_date, request, requested_by, request_id, queue_id
    )
    select %(id)s::uuid, %(restaurant_id)s, %(kind)s, %(service_date)s, %(request)s, %(actor)s,
        %(request_id)s, queued.id
    from queued
    returning id
)
insert into maitred.job_events (job_id, seq, kind, data)
select id, 1, 'state', jsonb_build_object('state', 'queued') from job
