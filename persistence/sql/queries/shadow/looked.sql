-- What is there of a date: a plan, the end, a job that was asked for lately.
select
    exists (
        select from maitred.runs
        where restaurant_id = %(restaurant_id)s and service_date = %(service_date)s
          and state = 'shadow'
    ) as planned,
    exists (
        select from maitred.shadow_evenings
        where restaurant_id = %(restaurant_id)s and service_date = %(service_date)s
    ) as ended,
    exists (
        select from maitred.jobs
        where restaurant_id = %(restaurant_id)s and service_date = %(service_date)s
          and kind = 'shadow' and created_at > %(since)s
    ) as asked
