-- Only who still holds the claim may answer: the row lock orders this and a takeover.
update maitred.idempotency_keys
set status = %(status)s, response = %(response)s, run_id = %(run_id)s
where restaurant_id = %(restaurant_id)s and route = %(route)s and key = %(key)s
  and claim = %(token)s and response is null
