-- A hold on a table that its booking already has turns the real allocation into a shadow, with the
-- hold's window.
select a.booking_id as subject, a.booking_id,
    array_agg(t.table_number order by t.table_number) as tables,
    coalesce(bool_and(coalesce(a.end_at, b.end_at) < %(now)s), false) as past,
    coalesce(bool_and(a.start_at < a.end_at), false) as mendable,
    array_agg(a.table_id) as _tables
from public.booking_table_assignments a
join public.bookings b on b.id = a.booking_id
join public.allocations l
    on l.booking_id = a.booking_id and l.resource_type = 'table' and l.resource_id = a.table_id
left join public.table_inventory t on t.id = a.table_id
where b.restaurant_id = %(restaurant_id)s and l.shadow
  and b.status::text not in ('cancelled', 'no_show')
  and (%(subject)s::uuid is null or a.booking_id = %(subject)s)
group by a.booking_id
order by a.booking_id
