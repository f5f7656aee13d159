-- All that reach into a window; whether one still counts its own deadline says.
select h.id, h.booking_id, h.zone_id, h.start_at, h.end_at, h.expires_at, h.created_by,
    h.status::text as status, h.metadata, now() as now,
    array(
        select m.table_id from public.table_hold_members m where m.hold_id = h.id order by 1
    ) as table_ids
from public.table_holds h
where h.restaurant_id = %(restaurant_id)s
  and h.start_at < %(window_end)s and h.end_at > %(window_start)s
order by h.start_at, h.id
