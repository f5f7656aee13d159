-- Every change of state: of one attempt only, where one is named, and with a row that tells it.
with job as (
    update maitred.jobs
    set state = %(state)s,
        attempt = attempt + (%(state)s = 'running')::int,
        deaths = deaths + %(deaths)s,
        failures = failures + %(failures)s,
        settles = settles and %(state)s = 'queued',
        worker = case when %(state)s = 'running' then %(worker)s else worker end,
        progress = case when %(state)s in ('running', 'queued') then null else progress end,
        result = %(result)s,
        error = %(error)s,
        heartbeat_at = case when %(state)s = 'running' then clock_timestamp() end,
        started_at = case when %(state)s = 'running' then clock_timestamp() else started_at end,
        finished_at = case when %(final)s then clock_timestamp() end,
        last_seq = last_seq + 1
    where id = %(id)s and state = any(%(before)s)
      and (%(attempt)s::int is null or attempt = %(attempt)s)
    returning *
), event as (
    insert into maitred.job_events (job_id, seq, kind, data)
    select id, last_seq, 'state', %(data)s || jsonb_build_object('attempt', attempt) from job
)
select * from job
