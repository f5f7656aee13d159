select %(restaurant_id)s::uuid as subject, count(*) as edges,
    array_agg(a.table_number || '-' || b.table_number order by a.table_number, b.table_number)
        as pairs
from public.table_adjacencies e
join public.table_inventory a on a.id = e.table_a
join public.table_inventory b on b.id = e.table_b
where a.restaurant_id = %(restaurant_id)s and b.restaurant_id = %(restaurant_id)s
  and a.zone_id = b.zone_id
  and not exists (
      select 1 from public.table_adjacencies back
      where back.table_a = e.table_b and back.table_b = e.table_a
  )
having count(*) > 0
