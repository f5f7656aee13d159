-- The product's own event log, under the names that its dashboards read.
insert into public.observability_events (
    source, event_type, severity, restaurant_id, booking_id, context, created_at
)
select e.source, e.event_type, coalesce(e.severity, 'info'), %(restaurant_id)s::uuid, e.booking_id,
    e.context, clock_timestamp()
from jsonb_to_recordset(%(events)s) as e (
    source text, event_type text, severity text, booking_id uuid, context jsonb
)
