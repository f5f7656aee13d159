-- All seven arguments by name: with fewer the call is ambiguous. The window is always given: the
-- booking's own end does not say how long tables are blocked. Rows are taken in the order given.
select r.booking_id, a.table_id, a.start_at, a.end_at, a.merge_group_id
from jsonb_to_recordset(%(requests)s) as r (
    booking_id uuid, table_ids uuid[], key text, start_at timestamptz, end_at timestamptz
)
cross join lateral public.assign_tables_atomic_v2(
    p_booking_id => r.booking_id,
    p_table_ids => r.table_ids,
    p_idempotency_key => r.key,
    p_require_adjacency => false,
    p_assigned_by => %(actor)s::uuid,
    p_start_at => r.start_at,
    p_end_at => r.end_at
) as a
