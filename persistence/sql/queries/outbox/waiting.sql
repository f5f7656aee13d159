-- Whose rows wait, how many of them are due, and how many were given up. A role that sees one
-- restaurant at a time may ask only for that one.
select restaurant_id,
    count(*) filter (
        where status = 'pending' and next_attempt_at <= now() and event_type = any(%(known)s)
    ) as due,
    count(*) filter (where status <> 'dead') as pending,
    count(*) filter (where status = 'dead') as dead
from public.capacity_outbox
where status in ('pending', 'processing', 'dead') and restaurant_id is not null
group by restaurant_id
