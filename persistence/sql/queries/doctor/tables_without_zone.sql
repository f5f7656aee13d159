select t.id as subject, t.id as table_id, t.table_number
from public.table_inventory t
left join public.zones z on z.id = t.zone_id and z.restaurant_id = t.restaurant_id
where t.restaurant_id = %(restaurant_id)s and z.id is null
  and (%(subject)s::uuid is null or t.id = %(subject)s)
order by t.table_number
