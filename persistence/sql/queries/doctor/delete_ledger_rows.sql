delete from public.booking_assignment_idempotency
where booking_id = %(booking_id)s and idempotency_key = any(%(keys)s)
