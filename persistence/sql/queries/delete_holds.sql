delete from public.table_holds where id = any(%(holds)s)
