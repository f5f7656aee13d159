-- Nothing is returned when it is not thrown. Reviving one restaurant leaves that of all alone.
update maitred.engine_kills
set revived_by = %(by)s, revived_at = clock_timestamp()
where restaurant_id is not distinct from %(restaurant_id)s::uuid and revived_at is null
returning id
