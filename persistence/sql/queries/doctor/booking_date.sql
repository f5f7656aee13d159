select booking_date from public.bookings where id = %(booking_id)s
