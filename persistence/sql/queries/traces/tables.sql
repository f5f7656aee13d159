select id, table_number from public.table_inventory where restaurant_id = %(restaurant_id)s
