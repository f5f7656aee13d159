-- Closed ones too: their rows may stand in nobody's way, but they are told.
select id, name, coalesce(to_jsonb(r) ->> 'timezone', 'Europe/London') as time_zone
from public.restaurants r
where %(restaurant_id)s::uuid is null or id = %(restaurant_id)s
order by name, id
