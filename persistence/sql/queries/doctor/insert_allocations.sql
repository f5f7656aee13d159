-- With the windows of the assignments, which are what the product shows.
with made as (
    insert into public.allocations (
        booking_id, restaurant_id, resource_type, resource_id, "window", shadow
    )
    select a.booking_id, %(restaurant_id)s, 'table', a.table_id,
        tstzrange(a.start_at, a.end_at), false
    from public.booking_table_assignments a
    where a.booking_id = %(booking_id)s and a.table_id = any(%(tables)s)
    returning id, resource_id
)
update public.booking_table_assignments a set allocation_id = made.id
from made where a.booking_id = %(booking_id)s and a.table_id = made.resource_id
