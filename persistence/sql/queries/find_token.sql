select id, name, role, restaurant_id, created_at, revoked_at
from maitred.service_tokens
where token_sha256 = %(token_sha256)s and revoked_at is null
