select id, table_number, zone_id, capacity, min_party_size, max_party_size,
    mobility = 'movable' as movable,
    active and status <> 'out_of_service' as usable,
    category, seating_type, section, position
from public.table_inventory
where restaurant_id = %(restaurant_id)s
  and (%(only_tables)s::uuid[] is null or id = any(%(only_tables)s))
