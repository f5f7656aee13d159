-- First of all locks: whoever commits for this restaurant waits here, not in a deadlock later.
-- The functions lock the booking, then the restaurant; callers that skip this line deadlock.
select id from public.restaurants where id = %(restaurant_id)s for update
