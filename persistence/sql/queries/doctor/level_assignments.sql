update public.booking_table_assignments
set start_at = %(kept_from)s, end_at = %(kept_until)s
where booking_id = %(booking_id)s
  and (start_at is distinct from %(kept_from)s or end_at is distinct from %(kept_until)s)
