-- Candidates for sweeping; who is at work on a hold right now decides about it.
select id, status = 'active' as active, expires_at, metadata ->> 'heldUntil' as held_until,
    now() as now
from public.table_holds
where restaurant_id = %(restaurant_id)s
  and start_at < %(window_end)s and end_at > %(window_start)s
for update skip locked
