-- No guest's name, address or note: they are not needed to find a table.
select id, booking_date, start_time, start_at, end_at, party_size, status, booking_type,
    auto_assign_idempotency_key, assigned_zone_id
from public.bookings
where restaurant_id = %(restaurant_id)s and booking_date = %(service_date)s
