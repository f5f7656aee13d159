-- The product's own events. Those of a request are looked for only around the time of it.
select o.created_at as at, o.context ->> 'requestId' as request_id, o.source, o.event_type,
    o.severity, o.booking_id, o.context
from public.observability_events o
where o.restaurant_id = %(restaurant_id)s
  and (
    o.booking_id = %(booking)s
    or (
        %(booking)s::uuid is null and o.created_at between %(since)s and %(until)s
        and o.context ->> 'requestId' = any(%(requests)s)
    )
  )
order by o.created_at desc limit %(limit)s
