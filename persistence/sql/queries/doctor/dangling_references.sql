-- Ids of allocations that are gone, or belong to somebody else: possible where foreign keys are
-- missing, and where rows were edited by hand.
with reference as (
    select a.booking_id, unnest(array[a.merge_group_id, a.allocation_id]) as id
    from public.booking_table_assignments a join public.bookings b on b.id = a.booking_id
    where b.restaurant_id = %(restaurant_id)s
      and (%(subject)s::uuid is null or a.booking_id = %(subject)s)
)
select r.booking_id as subject, r.booking_id,
    array_agg(distinct r.id order by r.id) as allocation_ids,
    array_agg(distinct r.id) as _allocations
from reference r
left join public.allocations l on l.id = r.id and l.booking_id = r.booking_id
where r.id is not null and l.id is null
group by r.booking_id
order by r.booking_id
