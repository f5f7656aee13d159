select id, zone_id from public.table_inventory
where id = any(%(tables)s) and restaurant_id = %(restaurant_id)s
order by id for update
