-- The last of all locks: the foreign keys of others' bookings, holds and allocations wait for it.
select id from public.restaurants where id = %(restaurant_id)s for update
