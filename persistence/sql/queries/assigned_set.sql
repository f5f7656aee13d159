-- A booking's assignments, each with its table's seats, the booking's status and its party.
select a.id, a.booking_id, a.table_id, a.assigned_at, a.assigned_by,
    t.capacity, b.status::text as status, b.party_size
from public.booking_table_assignments a
join public.bookings b on b.id = a.booking_id
join public.table_inventory t on t.id = a.table_id
where a.booking_id = %(booking)s order by a.table_id
