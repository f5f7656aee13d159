-- Ids of allocations that are gone, or belong to somebody else: possible where foreign keys are
-- missing, and where a merge was replaced.
with reference as (
    select a.booking_id, a.merge_group_id as id, 'merge_group' as kind
    from public.booking_table_assignments a join public.bookings b on b.id = a.booking_id
    where b.restaurant_id = %(restaurant_id)s and a.merge_group_id is not null
      and (%(subject)s::uuid is null or a.booking_id = %(subject)s)
    union
    select a.booking_id, a.allocation_id, 'table'
    from public.booking_table_assignments a join public.bookings b on b.id = a.booking_id
    where b.restaurant_id = %(restaurant_id)s and a.allocation_id is not null
      and (%(subject)s::uuid is null or a.booking_id = %(subject)s)
)
select r.booking_id as subject, r.booking_id, array_agg(r.id order by r.id) as allocation_ids
from reference r
left join public.allocations l
    on l.id = r.id and l.booking_id = r.booking_id and l.resource_type = r.kind
where l.id is null
group by r.booking_id
order by r.booking_id
