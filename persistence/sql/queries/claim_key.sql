-- A new key, or one whose claim ran out before anything was answered, now belongs to the caller.
insert into maitred.idempotency_keys as k (
    restaurant_id, route, key, body_hash, claim, claimed_until
) values (
    %(restaurant_id)s, %(route)s, %(key)s, %(body_hash)s, %(token)s,
    clock_timestamp() + make_interval(secs => %(seconds)s)
)
on conflict (restaurant_id, route, key) do update
set claim = excluded.claim, claimed_until = excluded.claimed_until
where k.response is null and k.claimed_until < clock_timestamp()
  and k.body_hash = excluded.body_hash
returning claim
