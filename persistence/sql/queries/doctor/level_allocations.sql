update public.allocations
set "window" = tstzrange(%(kept_from)s, %(kept_until)s)
where booking_id = %(booking_id)s and resource_type = 'table' and resource_id = any(%(tables)s)
  and not shadow and not is_maintenance
  and "window" <> tstzrange(%(kept_from)s, %(kept_until)s)
