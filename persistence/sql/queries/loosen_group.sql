-- What is left alone of a merge is none: its group goes.
with alone as (
    select a.id, a.merge_group_id from public.booking_table_assignments a
    where a.booking_id = %(booking)s and a.merge_group_id is not null and not exists (
        select 1 from public.booking_table_assignments other
        where other.booking_id = a.booking_id and other.id <> a.id
    )
), told as (
    update public.booking_table_assignments a set merge_group_id = null
    from alone where a.id = alone.id
)
delete from public.allocations l using alone
where l.id = alone.merge_group_id and l.booking_id = %(booking)s
  and l.resource_type = 'merge_group'
