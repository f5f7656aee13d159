-- The bookings have no tables now: every remembered assignment of theirs is stale, and replaying
-- it would write nothing.
delete from public.booking_assignment_idempotency where booking_id = any(%(bookings)s)
