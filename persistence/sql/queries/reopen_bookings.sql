-- A confirmed booking has tables; one that has lost its last table is pending again.
update public.bookings b set status = 'pending'
where b.id = any(%(bookings)s) and b.status = 'confirmed'
  and not exists (select 1 from public.booking_table_assignments a where a.booking_id = b.id)
