delete from maitred.idempotency_keys
where restaurant_id = %(restaurant_id)s and route = %(route)s and key = %(key)s
  and claim = %(token)s and response is null
