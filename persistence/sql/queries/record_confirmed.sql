insert into public.booking_state_history (
    booking_id, from_status, to_status, changed_by, reason, metadata
) values (
    %(booking)s, %(from_status)s::public.booking_status, 'confirmed', %(actor)s, %(reason)s,
    %(metadata)s
)
