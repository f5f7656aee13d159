select id, name from public.zones where restaurant_id = %(restaurant_id)s order by sort_order, name
