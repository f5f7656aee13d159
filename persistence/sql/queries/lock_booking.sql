-- One booking with the tables that it has; another restaurant's is not found.
select b.id, b.booking_date, b.start_at,
    array(
        select a.table_id from public.booking_table_assignments a
        where a.booking_id = b.id order by 1
    ) as table_ids
from public.bookings b
where b.id = %(booking)s and b.restaurant_id = %(restaurant_id)s
for update of b
