update maitred.service_tokens set revoked_at = now()
where name = %(name)s and revoked_at is null
returning id
