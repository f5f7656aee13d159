-- A date's bookings with the tables they have; of the guests nothing.
select b.id, b.party_size, b.booking_date, b.start_time, b.status::text as status, b.created_at,
    coalesce(
        array_agg(a.table_id order by a.table_id) filter (where a.table_id is not null), '{}'
    ) as table_ids
from public.bookings b
left join public.booking_table_assignments a on a.booking_id = b.id
where b.restaurant_id = %(restaurant_id)s and b.booking_date = %(service_date)s
group by b.id
order by b.id
