-- Of movable tables that are in use; a fixed one is never merged.
with edge as (
    select e.table_a, e.table_b from public.table_adjacencies e
    join public.table_inventory a on a.id = e.table_a
    where a.restaurant_id = %(restaurant_id)s
)
select %(restaurant_id)s::uuid as subject, count(*) as tables_alone,
    array_agg(t.table_number order by t.table_number) as tables
from public.table_inventory t
where t.restaurant_id = %(restaurant_id)s and t.active and t.mobility::text = 'movable'
  and exists (select 1 from edge)
  and not exists (select 1 from edge where t.id in (edge.table_a, edge.table_b))
having count(*) > 0
