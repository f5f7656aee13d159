-- Who is at work on a hold right now decides about it.
select id from public.table_holds where id = %(hold_id)s for update skip locked
