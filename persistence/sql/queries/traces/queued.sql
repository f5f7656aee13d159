-- When a row was written is not told by every version of the table.
select coalesce((to_jsonb(o) ->> 'created_at')::timestamptz, o.next_attempt_at) as at,
    o.payload ->> 'requestId' as request_id, o.event_type, o.status, o.attempt_count,
    o.booking_id, o.payload -> 'lastError' as last_error
from public.capacity_outbox o
where o.restaurant_id = %(restaurant_id)s and o.booking_id = any(%(bookings)s)
  and (%(booking)s::uuid is not null or o.payload ->> 'requestId' = any(%(requests)s))
order by o.next_attempt_at desc limit %(limit)s
