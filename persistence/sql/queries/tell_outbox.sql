insert into public.capacity_outbox (
    event_type, dedupe_key, restaurant_id, booking_id, idempotency_key, payload
) values (
    'capacity.assignment.sync', %(dedupe)s, %(restaurant_id)s, %(booking)s, %(key)s, %(payload)s
)
on conflict (event_type, dedupe_key) do nothing
