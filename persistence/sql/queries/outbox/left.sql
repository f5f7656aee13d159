select count(*) filter (where status in ('pending', 'processing')) as pending,
    count(*) filter (where status = 'dead') as dead
from public.capacity_outbox where restaurant_id = %(restaurant_id)s and status <> 'done'
