-- How far one attempt is; only the last of such rows are kept.
with job as (
    update maitred.jobs
    set progress = %(progress)s, heartbeat_at = clock_timestamp(), last_seq = last_seq + 1
    where id = %(id)s and attempt = %(attempt)s and state = 'running'
    returning id, last_seq, cancel_requested_at is not null as cancelled
), event as (
    insert into maitred.job_events (job_id, seq, kind, data)
    select id, last_seq, 'progress', %(progress)s from job
), gone as (
    delete from maitred.job_events e using job
    where e.job_id = job.id and e.kind = 'progress' and e.seq <= job.last_seq - %(kept)s
)
select cancelled from job
