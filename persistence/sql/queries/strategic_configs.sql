-- The restaurant's own row, and those that count for every restaurant.
select 'strategic_configs' as source, to_jsonb(c) as data
from public.strategic_configs c
where c.restaurant_id = %(restaurant_id)s or c.restaurant_id is null
