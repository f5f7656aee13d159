-- Of the date's bookings, and of any other booking whose window reaches into the horizon. Windows
-- are compared by their ends: a range that runs backwards would be an error.
select a.booking_id, a.table_id,
    coalesce(a.start_at, b.start_at) as start_at,
    coalesce(a.end_at, b.end_at) as end_at,
    s.slot_date, s.slot_time,
    b.booking_date, b.start_time, b.party_size, b.booking_type
from public.booking_table_assignments a
join public.bookings b on b.id = a.booking_id
left join public.booking_slots s on s.id = a.slot_id
where b.restaurant_id = %(restaurant_id)s
  and (%(only_tables)s::uuid[] is null or a.table_id = any(%(only_tables)s))
  and (b.booking_date = %(service_date)s
       or s.slot_date = %(service_date)s
       or coalesce(a.start_at, b.start_at) < %(horizon_end)s
          and coalesce(a.end_at, b.end_at) > %(horizon_start)s)
order by a.booking_id, a.table_id
