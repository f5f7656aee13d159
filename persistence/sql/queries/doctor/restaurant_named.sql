-- By its id or its slug; closed ones too, and where the product's table has no slugs.
select id
from public.restaurants r
where id::text = %(name)s or to_jsonb(r) ->> 'slug' = %(name)s
