-- A hold on a table that its booking already has made the real allocation a shadow, which goes with
-- the hold. It becomes real again first, unless somebody else was given that time meanwhile.
update public.allocations l
set shadow = false, "window" = tstzrange(a.start_at, a.end_at)
from public.table_holds h
join public.table_hold_members m on m.hold_id = h.id
join public.booking_table_assignments a on a.booking_id = h.booking_id and a.table_id = m.table_id
where h.id = any(%(holds)s) and l.booking_id = h.booking_id and l.shadow
  and l.resource_type = 'table' and l.resource_id = m.table_id and a.start_at < a.end_at
  and not exists (
      select 1 from public.allocations other
      where other.resource_type = 'table' and other.resource_id = m.table_id
        and not other.shadow and other.id <> l.id
        and other."window" && tstzrange(a.start_at, a.end_at)
  )
