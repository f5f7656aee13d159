-- A group that no assignment names. While two tables of its booking name no group at all it may
-- still be theirs.
select g.id as subject, g.id as allocation_id, g.booking_id,
    coalesce(upper(g."window") < %(now)s, false) as past,
    array[g.id] as _allocations, lower(g."window") as _at
from public.allocations g
where g.restaurant_id = %(restaurant_id)s and g.resource_type = 'merge_group'
  and not g.is_maintenance
  and (%(subject)s::uuid is null or g.id = %(subject)s)
  and not exists (
      select 1 from public.booking_table_assignments a where a.merge_group_id = g.id
  )
  and (
      select count(*) from public.booking_table_assignments a
      where a.booking_id = g.booking_id and a.merge_group_id is null
  ) < 2
order by lower(g."window"), g.id
