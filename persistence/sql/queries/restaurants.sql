select id, name, slug, coalesce(timezone, 'Europe/London') as time_zone
from public.restaurants
where is_active and (%(restaurant_id)s::uuid is null or id = %(restaurant_id)s)
order by name, id
