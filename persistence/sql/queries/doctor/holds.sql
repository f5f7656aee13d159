-- Holds with tables; which of them are over is decided by their true deadline.
select h.id as subject, h.id as hold_id, h.booking_id,
    array_agg(coalesce(t.table_number, m.table_id::text) order by t.table_number) as tables,
    h.status::text as status, h.start_at as held_from, h.end_at as held_to,
    h.end_at < %(now)s as past,
    h.expires_at as _expires_at, h.metadata ->> 'heldUntil' as _held_until,
    array_agg(m.table_id) as _tables, h.start_at as _at
from public.table_holds h
join public.table_hold_members m on m.hold_id = h.id
left join public.table_inventory t on t.id = m.table_id
where h.restaurant_id = %(restaurant_id)s
  and (%(subject)s::uuid is null or h.id = %(subject)s)
group by h.id
order by h.start_at, h.id
