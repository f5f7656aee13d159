-- The true deadline may be in the metadata, where it is text that anybody may have written.
select h.id, h.booking_id, m.table_id, h.start_at, h.end_at, h.expires_at,
    h.metadata ->> 'heldUntil' as held_until, h.metadata -> 'enquiry' as enquiry
from public.table_holds h
join public.table_hold_members m on m.hold_id = h.id
where h.restaurant_id = %(restaurant_id)s
  and h.status = 'active'
  and (%(only_tables)s::uuid[] is null or m.table_id = any(%(only_tables)s))
  and h.start_at < %(horizon_end)s and h.end_at > %(horizon_start)s
order by h.id, m.table_id
