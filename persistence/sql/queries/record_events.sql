insert into maitred.events (
    restaurant_id, service_date, run_id, actor, request_id, booking_id, kind, reason, detail
)
select %(restaurant_id)s, %(service_date)s, %(run_id)s, %(actor)s, %(request_id)s,
    e.booking_id, e.kind, e.reason, e.detail
from jsonb_to_recordset(%(events)s) as e (booking_id uuid, kind text, reason text, detail jsonb)
