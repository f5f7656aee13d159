select restaurant_id, role::text as role
from public.restaurant_memberships
where user_id = %(user_id)s
