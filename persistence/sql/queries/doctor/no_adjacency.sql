select %(restaurant_id)s::uuid as subject, count(*) as tables
from public.table_inventory t
where t.restaurant_id = %(restaurant_id)s and t.active and t.mobility::text = 'movable'
  and not exists (
      select 1 from public.table_adjacencies e
      join public.table_inventory a on a.id = e.table_a
      where a.restaurant_id = %(restaurant_id)s
  )
having count(*) > 1
