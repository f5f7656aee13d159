-- Locked, not marked: whoever dies with these rows leaves them as they were.
select id, event_type, dedupe_key, restaurant_id, booking_id, idempotency_key, payload,
    attempt_count
from public.capacity_outbox
where restaurant_id = %(restaurant_id)s and status = 'pending' and next_attempt_at <= now()
  and event_type = any(%(known)s)
order by next_attempt_at, id
limit %(batch)s
for update skip locked
