-- One booking; another restaurant's is not found.
select id, booking_date, start_at from public.bookings
where id = %(booking)s and restaurant_id = %(restaurant_id)s
for update
