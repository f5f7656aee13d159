-- No guest's name, address or note: they are not needed to find a table. Of the details only what
-- these expressions say.
select id, booking_date, start_time, start_at, end_at, party_size, status, booking_type,
    auto_assign_idempotency_key, assigned_zone_id, seating_preference,
    coalesce(details -> 'vip' = 'true', false) as vip,
    coalesce(details -> 'deposit_paid' = 'true', false) as deposit,
    case when jsonb_typeof(details -> 'priority') = 'number'
              and details ->> 'priority' ~ '^(10|[0-9])([.]0+)?$'
         then (details ->> 'priority')::numeric::int
         else 0
    end as priority
from public.bookings
where restaurant_id = %(restaurant_id)s and booking_date = %(service_date)s
  and (%(only_booking)s::uuid is null or id = %(only_booking)s)
