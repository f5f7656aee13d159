-- Rows are directed and often one-way; the reader treats them as undirected.
select e.table_a, e.table_b, a.zone_id = b.zone_id as same_zone
from public.table_adjacencies e
join public.table_inventory a on a.id = e.table_a
join public.table_inventory b on b.id = e.table_b
where a.restaurant_id = %(restaurant_id)s and b.restaurant_id = %(restaurant_id)s
