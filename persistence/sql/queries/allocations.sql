-- Rows of merge groups say nothing about tables; shadow rows are holds, read from their own table.
select booking_id, resource_id as table_id, lower("window") as start_at,
    upper("window") as end_at, is_maintenance
from public.allocations
where restaurant_id = %(restaurant_id)s and resource_type = 'table' and not shadow
  and (%(only_tables)s::uuid[] is null or resource_id = any(%(only_tables)s))
  and "window" && tstzrange(%(horizon_start)s, %(horizon_end)s)
order by resource_id, lower("window")
