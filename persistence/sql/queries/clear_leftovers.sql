-- What an unassign, or an earlier failure, leaves behind and would refuse the new tables for.
with allocations_left as (
    delete from public.allocations where booking_id = any(%(bookings)s) and not shadow
)
update public.bookings set assigned_zone_id = null
where id = any(%(bookings)s) and assigned_zone_id is not null
