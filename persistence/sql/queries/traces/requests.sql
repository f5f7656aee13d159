-- The requests that had to do with a booking, a run or a job, the newest first.
select request_id, max(at) as at from (
    select t.request_id, t.at from maitred.traces t
    where t.restaurant_id = %(restaurant_id)s
      and (t.booking_id = %(id)s or t.run_id = %(id)s or t.job_id = %(id)s)
    union all
    select e.request_id, e.at from maitred.events e
    where e.restaurant_id = %(restaurant_id)s and (e.booking_id = %(id)s or e.run_id = %(id)s)
    union all
    select r.request_id, r.created_at from maitred.runs r
    where r.restaurant_id = %(restaurant_id)s and r.id = %(id)s
    union all
    select j.request_id, j.created_at from maitred.jobs j
    where j.restaurant_id = %(restaurant_id)s and j.id = %(id)s
) as found
where request_id is not null
group by request_id order by 2 desc limit %(limit)s
