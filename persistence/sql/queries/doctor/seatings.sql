-- Seatings that are not over, of bookings that may still come, with what their window and tables
-- should suit.
select b.id as subject, b.id as booking_id,
    array_agg(t.table_number order by t.table_number) as tables,
    min(a.start_at) as kept_from, max(a.end_at) as kept_until,
    coalesce(b.start_at, min(a.start_at)) as starts_at,
    b.party_size, sum(t.capacity)::int as seats, b.booking_type as _booking_type
from public.bookings b
join public.booking_table_assignments a on a.booking_id = b.id
join public.table_inventory t on t.id = a.table_id
where b.restaurant_id = %(restaurant_id)s
  and b.status::text not in ('cancelled', 'no_show', 'completed')
  and (%(subject)s::uuid is null or b.id = %(subject)s)
group by b.id
having count(*) = count(a.start_at) and count(*) = count(a.end_at)
   and greatest(max(a.end_at), b.end_at) > %(now)s
order by b.id
