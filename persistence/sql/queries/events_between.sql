-- What was written between two moments: all that the first did not see and the second does.
select id, at, kind, booking_id, run_id, actor, request_id, detail
from maitred.events
where restaurant_id = %(restaurant_id)s and service_date = %(service_date)s
  and written_in >= pg_snapshot_xmin(%(since)s::pg_snapshot)
  and not pg_visible_in_snapshot(written_in, %(since)s::pg_snapshot)
  and pg_visible_in_snapshot(written_in, %(until)s::pg_snapshot)
order by id
limit %(limit)s
