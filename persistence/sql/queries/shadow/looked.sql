-- What is there of a date: when it was planned last, the end, when a job was asked for last.
select
    (
        select max(created_at) from maitred.runs
        where restaurant_id = %(restaurant_id)s and service_date = %(service_date)s
          and state = 'shadow'
    ) as planned_at,
    exists (
        select from maitred.shadow_evenings
        where restaurant_id = %(restaurant_id)s and service_date = %(service_date)s
    ) as ended,
    (
        select max(created_at) from maitred.jobs
        where restaurant_id = %(restaurant_id)s and service_date = %(service_date)s
          and kind = 'shadow'
    ) as asked_at
