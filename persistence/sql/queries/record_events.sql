-- What happens to a booking, or to a hold for it, belongs to the booking's date; of a hold for
-- nobody's booking the event itself may know the date.
insert into maitred.events (
    restaurant_id, service_date, run_id, actor, request_id, booking_id, kind, reason, detail
)
select %(restaurant_id)s,
    coalesce(
        %(service_date)s, e.service_date,
        (select b.booking_date from public.bookings b where b.id = e.booking_id)
    ),
    %(run_id)s, %(actor)s, %(request_id)s, e.booking_id, e.kind, e.reason, e.detail
from jsonb_to_recordset(%(events)s) as e (
    booking_id uuid, service_date date, kind text, reason text, detail jsonb
)
