-- One hold, or all of a booking: locked, as a legacy confirmation may be at work on it.
select h.id, h.booking_id, h.zone_id, h.start_at, h.end_at, h.expires_at, h.created_by,
    h.status::text as status, h.metadata, now() as now,
    array(
        select m.table_id from public.table_hold_members m where m.hold_id = h.id order by 1
    ) as table_ids
from public.table_holds h
where h.restaurant_id = %(restaurant_id)s
  and (%(hold)s::uuid is null or h.id = %(hold)s)
  and (%(booking)s::uuid is null or h.booking_id = %(booking)s)
order by h.id
for update of h
