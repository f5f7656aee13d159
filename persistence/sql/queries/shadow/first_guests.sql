-- The time on the restaurant's clock that a date's first guests have booked.
select min(start_time) as first
from public.bookings
where restaurant_id = %(restaurant_id)s and booking_date = %(service_date)s
  and status::text not in ('cancelled', 'no_show')
