select b.id as subject, b.id as booking_id, b.booking_date, b.status::text as status
from public.bookings b
where b.restaurant_id = %(restaurant_id)s
  and b.status::text in ('confirmed', 'checked_in')
  and (%(subject)s::uuid is null or b.id = %(subject)s)
  and b.booking_date >= (%(now)s::timestamptz - interval '1 day')::date
  and coalesce(b.end_at, %(now)s) >= %(now)s
  and not exists (
      select 1 from public.booking_table_assignments a where a.booking_id = b.id
  )
order by b.booking_date, b.id
