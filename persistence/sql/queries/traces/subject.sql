-- What an id names: a booking, a run, a job, or a request; the newest, should it be several.
select s.kind, s.restaurant_id from (
    select 1 as rank, 'booking' as kind, b.restaurant_id, b.created_at as at
    from public.bookings b where b.id = %(id)s
    union all
    select 2, 'run', r.restaurant_id, r.created_at from maitred.runs r where r.id = %(id)s
    union all
    select 3, 'job', j.restaurant_id, j.created_at from maitred.jobs j where j.id = %(id)s
    union all
    select 4, 'request', t.restaurant_id, t.at from maitred.traces t where t.request_id = %(name)s
    union all
    select 4, 'request', e.restaurant_id, e.at from maitred.events e where e.request_id = %(name)s
    union all
    select 4, 'request', r.restaurant_id, r.created_at from maitred.runs r
    where r.request_id = %(name)s
    union all
    select 4, 'request', j.restaurant_id, j.created_at from maitred.jobs j
    where j.request_id = %(name)s
) as s
where %(restaurant_id)s::uuid is null or s.restaurant_id = %(restaurant_id)s
order by s.rank, s.at desc limit 1
