select id, booking_id, restaurant_id, state::text as state, selection, selection_version,
    context_version, policy_version, snapshot_hash, table_version, adjacency_version,
    flags_version, window_version, holds_version, assignments_version, hold_id, expires_at,
    created_by, updated_at
from public.manual_assignment_sessions
where restaurant_id = %(restaurant_id)s
  and (%(session)s::uuid is null or id = %(session)s)
  and (%(booking)s::uuid is null or booking_id = %(booking)s)
for update
