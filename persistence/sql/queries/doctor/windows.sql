-- Bookings whose tables are kept for several windows: within one table, or between tables. What is
-- taken is the union of them; levelling may do no more than write that union everywhere, so the
-- windows must touch and contain the booking's start.
with kept as (
    select a.booking_id, a.table_id, a.start_at, a.end_at
    from public.booking_table_assignments a
    join public.bookings b on b.id = a.booking_id
    where b.restaurant_id = %(restaurant_id)s
      and b.status::text not in ('cancelled', 'no_show')
      and (%(subject)s::uuid is null or a.booking_id = %(subject)s)
), piece as (
    select booking_id, table_id, start_at, end_at from kept
    union all
    select k.booking_id, k.table_id, lower(l."window"), upper(l."window")
    from kept k join public.allocations l
        on l.booking_id = k.booking_id and l.resource_type = 'table'
        and l.resource_id = k.table_id
    where not l.shadow and not l.is_maintenance
), per_table as (
    select booking_id, table_id,
        range_agg(case when start_at < end_at then tstzrange(start_at, end_at) end) as spans,
        count(distinct (start_at, end_at)) > 1 as disagrees
    from piece group by booking_id, table_id
), per_booking as (
    select p.booking_id,
        range_agg(p.spans) as spans,
        array_agg(t.table_number order by t.table_number) as tables,
        array_agg(p.table_id) as table_ids,
        bool_or(p.disagrees) as disagree,
        count(distinct p.spans) > 1 as uneven
    from per_table p left join public.table_inventory t on t.id = p.table_id
    group by p.booking_id
)
select p.booking_id as subject, p.booking_id, p.tables,
    lower(p.spans) as kept_from, upper(p.spans) as kept_until,
    coalesce(upper(p.spans) < %(now)s, false) as past,
    coalesce((select count(*) from unnest(p.spans)) = 1 and p.spans @> b.start_at, false)
        as mendable,
    p.disagree as _disagree, p.table_ids as _tables
from per_booking p join public.bookings b on b.id = p.booking_id
where p.disagree or p.uneven
order by p.booking_id
