-- What is odd in the demand profiles is a note of the view.
select concat_ws(' ', count(*), sum(hashtextextended(to_jsonb(d)::text, 0))) as stamp
from public.demand_profiles d
where d.restaurant_id = %(restaurant_id)s
