select u.table_id
from public.unassign_tables_atomic(p_booking_id => %(booking)s, p_table_ids => %(tables)s) as u
