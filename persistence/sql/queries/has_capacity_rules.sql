select exists (
    select 1 from public.restaurant_capacity_rules where restaurant_id = %(restaurant_id)s
) as found
