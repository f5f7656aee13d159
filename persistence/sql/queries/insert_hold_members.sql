insert into public.table_hold_members (hold_id, table_id)
select %(hold)s, t.id from unnest(%(tables)s::uuid[]) as t (id) order by t.id
