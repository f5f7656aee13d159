-- The tables of a booking and the hours they are kept for: what a fix has to lock.
select a.table_id, t.zone_id, a.start_at
from public.booking_table_assignments a join public.table_inventory t on t.id = a.table_id
where a.booking_id = %(booking_id)s
union
select l.resource_id, t.zone_id, lower(l."window")
from public.allocations l join public.table_inventory t on t.id = l.resource_id
where l.booking_id = %(booking_id)s and l.resource_type = 'table'
