-- Who writes the row of a date and time queues its plan, in the same transaction; others do not.
-- A date whose first booking comes later is looked at again, as long as its time is made up for.
insert into maitred.scheduled_plans (restaurant_id, service_date, plan_at)
select d.* from unnest(%(restaurants)s::uuid[], %(dates)s::date[], %(times)s::time[])
    as d (restaurant_id, service_date, plan_at)
where exists (
    select from public.bookings b
    where b.restaurant_id = d.restaurant_id and b.booking_date = d.service_date
      and b.status not in ('cancelled', 'no_show', 'completed')
)
on conflict do nothing
returning restaurant_id, service_date
