select t.id, t.table_number, t.zone_id, z.name as zone, t.capacity, t.min_party_size,
    t.max_party_size, t.mobility = 'movable' as movable,
    t.active and t.status <> 'out_of_service' as usable,
    t.category, t.seating_type, t.section, t.position
from public.table_inventory t
left join public.zones z on z.id = t.zone_id and z.restaurant_id = t.restaurant_id
where t.restaurant_id = %(restaurant_id)s
  and (%(only_tables)s::uuid[] is null or t.id = any(%(only_tables)s))
