select id, name, role, restaurant_id, created_at, revoked_at
from maitred.service_tokens
order by created_at, name
