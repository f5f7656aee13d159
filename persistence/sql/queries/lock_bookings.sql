select id from public.bookings where id = any(%(bookings)s) order by id for update
