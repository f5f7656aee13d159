insert into public.booking_state_history (
    booking_id, from_status, to_status, changed_by, reason, metadata
)
select id, 'confirmed', 'pending', %(actor)s, %(reason)s, '{}'
from unnest(%(bookings)s::uuid[]) as id
