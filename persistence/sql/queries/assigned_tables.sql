select booking_id, array_agg(table_id order by table_id) as table_ids
from public.booking_table_assignments where booking_id = any(%(bookings)s) group by booking_id
