select id, booking_id, table_id, assigned_at, assigned_by, start_at, end_at, merge_group_id
from public.booking_table_assignments
where booking_id = %(booking)s order by table_id
