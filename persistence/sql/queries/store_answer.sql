insert into maitred.idempotency_keys (
    restaurant_id, route, key, body_hash, status, response, run_id
) values (
    %(restaurant_id)s, %(route)s, %(key)s, %(body_hash)s, %(status)s, %(response)s, %(run_id)s
)
