-- Whole rows, because columns differ between databases; they hold nothing about guests.
select 'demand_profiles' as source, to_jsonb(d) as data
from public.demand_profiles d where d.restaurant_id = %(restaurant_id)s
