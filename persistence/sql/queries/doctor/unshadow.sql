-- Real again, for the time that the assignment says.
update public.allocations l
set shadow = false, "window" = tstzrange(a.start_at, a.end_at)
from public.booking_table_assignments a
where a.booking_id = %(booking_id)s and l.booking_id = a.booking_id
  and l.resource_type = 'table' and l.resource_id = a.table_id
  and l.shadow and a.start_at < a.end_at
