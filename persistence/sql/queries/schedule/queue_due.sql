-- Who writes the row of a date and time queues its plan, in the same statement; the others do not.
-- A date whose first booking comes later is looked at again, as long as its time is made up for.
with due as (
    select * from unnest(%(restaurants)s::uuid[], %(dates)s::date[], %(times)s::time[])
        as d (restaurant_id, service_date, plan_at)
), wanted as (
    insert into maitred.scheduled_plans (restaurant_id, service_date, plan_at)
    select d.* from due d
    where exists (
        select from public.bookings b
        where b.restaurant_id = d.restaurant_id and b.booking_date = d.service_date
          and b.status not in ('cancelled', 'no_show', 'completed')
    )
    on conflict do nothing
    returning restaurant_id, service_date
)
select maitred.queue_job_v1(
    gen_random_uuid(), w.restaurant_id, 'plan', w.service_date, %(plan)s, null, 'schedule',
    w.restaurant_id || ':' || w.service_date, false, w.service_date
) from wanted w
