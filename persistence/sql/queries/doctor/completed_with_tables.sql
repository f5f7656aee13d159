-- Told in one line: there may be years of them.
select %(restaurant_id)s::uuid as subject, count(*) as bookings,
    min(b.booking_date) as first_date, max(b.booking_date) as last_date
from public.bookings b
where b.restaurant_id = %(restaurant_id)s and b.status::text = 'completed'
  and b.booking_date < (%(now)s::timestamptz)::date
  and exists (
      select 1 from public.booking_table_assignments a
      where a.booking_id = b.id and coalesce(a.end_at, b.end_at) < %(now)s
  )
having count(*) > 0
