-- Tables kept for a booking that does not have them. With a hold of that booking on the table they
-- are somebody's business; of a confirmed booking they may be all that is left of its seating.
select l.booking_id as subject, l.booking_id,
    array_agg(coalesce(t.table_number, l.resource_id::text) order by t.table_number) as tables,
    min(lower(l."window")) as kept_from, max(upper(l."window")) as kept_until,
    coalesce(bool_and(upper(l."window") < %(now)s), false) as past,
    b.status::text not in ('confirmed', 'checked_in')
        or exists (select 1 from public.booking_table_assignments a
                   where a.booking_id = l.booking_id) as mendable,
    array_agg(l.id) as _allocations
from public.allocations l
join public.bookings b on b.id = l.booking_id
left join public.table_inventory t on t.id = l.resource_id
where l.restaurant_id = %(restaurant_id)s and l.resource_type = 'table'
  and not l.shadow and not l.is_maintenance
  and b.status::text not in ('cancelled', 'no_show')
  and (%(subject)s::uuid is null or l.booking_id = %(subject)s)
  and not exists (
      select 1 from public.booking_table_assignments a
      where a.booking_id = l.booking_id and a.table_id = l.resource_id
  )
  and not exists (
      select 1 from public.table_holds h join public.table_hold_members m on m.hold_id = h.id
      where h.booking_id = l.booking_id and m.table_id = l.resource_id
  )
group by l.booking_id, b.status
order by l.booking_id
