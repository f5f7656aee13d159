-- Decisions: of the booking alone when the trace is a booking's, else all that the requests did.
select e.at, e.request_id, e.kind, e.booking_id, e.run_id, e.actor, e.reason, e.detail
from maitred.events e
where e.restaurant_id = %(restaurant_id)s
  and (e.booking_id = %(booking)s or (
    %(booking)s::uuid is null and (e.request_id = any(%(requests)s) or e.run_id = %(run)s)
  ))
order by e.at desc, e.id desc limit %(limit)s
