-- No guest's name, address or note: they are not needed to find a table. Of the details only what
-- these expressions say.
select b.id, b.booking_date, b.start_time, b.start_at, b.end_at, b.party_size, b.status,
    b.booking_type, b.auto_assign_idempotency_key, b.assigned_zone_id, b.seating_preference,
    coalesce(b.details -> 'vip' = 'true', false) as vip,
    coalesce(b.details -> 'deposit_paid' = 'true', false) as deposit,
    case when jsonb_typeof(b.details -> 'priority') = 'number'
              and b.details ->> 'priority' ~ '^(10|[0-9])([.]0+)?$'
         then (b.details ->> 'priority')::numeric::int
         else 0
    end as priority,
    l.booking_id is not null as locked, l.locked_by, l.reason as lock_reason
from public.bookings b
left join maitred.booking_locks l on l.restaurant_id = b.restaurant_id and l.booking_id = b.id
where b.restaurant_id = %(restaurant_id)s and b.booking_date = %(service_date)s
  and (%(only_booking)s::uuid is null or b.id = %(only_booking)s)
