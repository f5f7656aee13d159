-- No guest's name, address or note.
select b.id, b.restaurant_id, b.booking_date, b.start_time, b.end_time, b.start_at, b.end_at,
    b.party_size, b.status::text as status, b.seating_preference::text as seating_preference,
    r.timezone
from public.bookings b
join public.restaurants r on r.id = b.restaurant_id
where b.id = %(booking)s
