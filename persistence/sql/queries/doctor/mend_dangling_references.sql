-- A table's own allocation is put in place of a wrong one, if there is one; a wrong group goes.
update public.booking_table_assignments a
set merge_group_id = case when a.merge_group_id = any(%(allocations)s) then null
                          else a.merge_group_id end,
    allocation_id = case when a.allocation_id = any(%(allocations)s) then (
        select l.id from public.allocations l
        where l.booking_id = a.booking_id and l.resource_type = 'table'
          and l.resource_id = a.table_id limit 1
    ) else a.allocation_id end
where a.booking_id = %(booking_id)s
  and (a.merge_group_id = any(%(allocations)s) or a.allocation_id = any(%(allocations)s))
