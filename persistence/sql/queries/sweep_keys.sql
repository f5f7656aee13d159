-- Answers that have been kept for long enough, and claims of services that died.
delete from maitred.idempotency_keys
where (%(restaurant_id)s::uuid is null or restaurant_id = %(restaurant_id)s)
  and (response is not null
           and created_at < %(now)s - make_interval(secs => %(kept_seconds)s)
       or response is null
           and claimed_until < %(now)s - make_interval(secs => %(dead_seconds)s))
