insert into maitred.service_tokens (name, token_sha256, role, restaurant_id)
values (%(name)s, %(token_sha256)s, %(role)s, %(restaurant_id)s)
on conflict (name) where revoked_at is null do nothing
returning id, name, role, restaurant_id, created_at, revoked_at
