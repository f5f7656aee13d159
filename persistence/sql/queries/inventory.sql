select id, restaurant_id, table_number, capacity, min_party_size, max_party_size, section,
    status::text as status, position, zone_id, category::text as category,
    seating_type::text as seating_type, mobility::text as mobility, active
from public.table_inventory
where restaurant_id = %(restaurant_id)s
order by table_number
