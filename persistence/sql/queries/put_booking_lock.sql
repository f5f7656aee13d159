-- Nothing is returned when it is locked for that reason already.
insert into maitred.booking_locks as l (restaurant_id, booking_id, reason, locked_by)
values (%(restaurant_id)s, %(booking)s, %(reason)s, %(by)s)
on conflict (restaurant_id, booking_id) do update
    set reason = excluded.reason, locked_by = excluded.locked_by, locked_at = excluded.locked_at
    where l.reason is distinct from excluded.reason
returning l.reason, l.locked_by, l.locked_at
