-- reopen_bookings, and a row in each booking's own history.
with reopened as (
    update public.bookings b set status = 'pending'
    where b.id = any(%(bookings)s) and b.status = 'confirmed'
      and not exists (select 1 from public.booking_table_assignments a where a.booking_id = b.id)
    returning b.id
)
insert into public.booking_state_history (
    booking_id, from_status, to_status, changed_by, reason, metadata
)
select id, 'confirmed', 'pending', %(actor)s, %(reason)s, '{}' from reopened
