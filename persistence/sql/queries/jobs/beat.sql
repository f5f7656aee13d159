-- A sign of life of one attempt; no row when it is over, or is another one's by now.
update maitred.jobs set heartbeat_at = clock_timestamp()
where id = %(id)s and attempt = %(attempt)s and state = 'running'
returning cancel_requested_at is not null as cancelled
