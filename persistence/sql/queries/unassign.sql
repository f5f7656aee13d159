select b.id as booking_id, u.table_id
from unnest(%(bookings)s::uuid[]) with ordinality as b (id, position)
cross join lateral public.unassign_tables_atomic(p_booking_id => b.id, p_table_ids => null) as u
where exists (select 1 from public.booking_table_assignments a where a.booking_id = b.id)
order by b.position
