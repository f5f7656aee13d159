select id from public.table_inventory where id = any(%(tables)s) order by id for update
