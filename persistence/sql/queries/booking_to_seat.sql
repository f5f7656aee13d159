-- Read after the booking was locked, by a statement of its own: one that waits for the lock goes on
-- with what it saw before it waited. Another restaurant's booking is not found.
select b.booking_date, b.start_at, b.status::text as status, t.table_ids,
    t.table_ids = '{}' and b.assigned_zone_id is null and not exists (
        select 1 from public.allocations l where l.booking_id = b.id and not l.shadow
    ) as bare,
    not exists (
        select 1 from public.table_hold_members m where m.table_id = any(%(tables)s)
    ) as unheld,
    l.locked_by, l.reason as lock_reason
from public.bookings b
left join maitred.booking_locks l on l.restaurant_id = b.restaurant_id and l.booking_id = b.id
cross join lateral (
    select array(
        select a.table_id from public.booking_table_assignments a
        where a.booking_id = b.id order by 1
    ) as table_ids
) as t
where b.id = %(booking)s and b.restaurant_id = %(restaurant_id)s
