update maitred.idempotency_keys
set claimed_until = clock_timestamp() + make_interval(secs => %(seconds)s)
where restaurant_id = %(restaurant_id)s and route = %(route)s and key = %(key)s
  and claim = %(token)s and response is null
