update maitred.jobs
set cancel_requested_at = coalesce(cancel_requested_at, clock_timestamp())
where id = %(id)s
