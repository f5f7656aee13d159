-- A hold lives until its own deadline: newer databases store an expiry after the window's end,
-- and the true deadline in the metadata.
select h.id, h.booking_id, m.table_id, h.start_at, h.end_at,
    least(h.expires_at, (h.metadata ->> 'heldUntil')::timestamptz) as expires_at
from public.table_holds h
join public.table_hold_members m on m.hold_id = h.id
where h.restaurant_id = %(restaurant_id)s
  and tstzrange(h.start_at, h.end_at) && tstzrange(%(horizon_start)s, %(horizon_end)s)
  and least(h.expires_at, (h.metadata ->> 'heldUntil')::timestamptz) > %(as_of)s
order by h.id, m.table_id
