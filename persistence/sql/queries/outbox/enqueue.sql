insert into public.capacity_outbox (
    event_type, dedupe_key, restaurant_id, booking_id, idempotency_key, payload
)
select r.event_type, r.dedupe_key, %(restaurant_id)s::uuid, r.booking_id, r.idempotency_key,
    r.payload
from jsonb_to_recordset(%(rows)s) as r (
    event_type text, dedupe_key text, booking_id uuid, idempotency_key text, payload jsonb
)
on conflict (event_type, dedupe_key) do nothing
