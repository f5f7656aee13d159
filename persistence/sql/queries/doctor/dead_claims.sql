select %(restaurant_id)s::uuid as subject, count(*) as claims
from maitred.idempotency_keys
where restaurant_id = %(restaurant_id)s and response is null
  and claimed_until < %(now)s - make_interval(secs => %(dead_seconds)s)
having count(*) > 0
