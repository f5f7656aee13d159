-- One table twice in a slot: the product's unique key forbids it, where it exists.
select a.table_id as subject, t.table_number, a.table_id, s.slot_date, s.slot_time,
    array_agg(a.booking_id order by a.booking_id) as booking_ids,
    coalesce(max(coalesce(a.end_at, b.end_at)) < %(now)s, false) as past
from public.booking_table_assignments a
join public.bookings b on b.id = a.booking_id
join public.booking_slots s on s.id = a.slot_id
left join public.table_inventory t on t.id = a.table_id
where b.restaurant_id = %(restaurant_id)s
  and (%(subject)s::uuid is null or a.table_id = %(subject)s)
group by t.table_number, a.table_id, s.id
having count(*) > 1
order by t.table_number, s.slot_date, s.slot_time
