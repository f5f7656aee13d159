-- What waits and what runs of each kind. A job that may not begin yet, because edits of its date
-- are still collected or its last attempt failed, does not wait.
select k.kind,
    count(*) filter (where j.state = 'queued' and q.due <= clock_timestamp()) as waiting,
    count(*) filter (where j.state = 'queued' and q.due > clock_timestamp()) as later,
    count(*) filter (where j.state = 'running') as running,
    count(distinct j.restaurant_id) filter (where j.state = 'queued') as restaurants,
    coalesce(extract(epoch from max(clock_timestamp() - q.due) filter (
        where j.state = 'queued' and q.due <= clock_timestamp()
    )), 0)::float as oldest_seconds
from unnest(%(kinds)s::text[]) as k (kind)
left join maitred.jobs j on j.kind = k.kind and j.finished_at is null
left join lateral (
    select greatest(coalesce(p.scheduled_at, j.created_at), j.created_at) as due
    from maitred.procrastinate_jobs p where p.id = j.queue_id
) q on true
group by k.kind order by k.kind
