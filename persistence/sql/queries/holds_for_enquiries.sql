-- What one user holds in a restaurant for parties without a booking; whether it still counts is told
-- by what may stand in its metadata.
select h.expires_at, h.metadata ->> 'heldUntil' as held_until
from public.table_holds h
where h.restaurant_id = %(restaurant_id)s and h.booking_id is null
  and h.created_by = %(actor)s and h.status = 'active'
