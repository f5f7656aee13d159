select b.id as booking_id, u.table_id
from unnest(%(bookings)s::uuid[]) with ordinality as b (id, position)
cross join lateral public.unassign_tables_atomic(p_booking_id => b.id, p_table_ids => null) as u
order by b.position
