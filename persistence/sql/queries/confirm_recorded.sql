-- confirm_booking, and a row in the booking's own history.
with was as (
    select id, status from public.bookings
    where id = %(booking)s and status::text = any(%(from)s)
), confirmed as (
    update public.bookings b set status = 'confirmed' from was where b.id = was.id
)
insert into public.booking_state_history (
    booking_id, from_status, to_status, changed_by, reason, metadata
)
select id, status, 'confirmed', %(actor)s, %(reason)s, %(metadata)s from was
