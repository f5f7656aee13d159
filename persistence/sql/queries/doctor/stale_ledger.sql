-- Remembered assignments that are no longer what is stored: a table, the window or the merge group
-- is another one.
select l.booking_id as subject, l.booking_id, count(*) as ledger_rows,
    coalesce(bool_and(upper(l.assignment_window) < %(now)s), false) as past,
    array_agg(l.idempotency_key) as _keys
from public.booking_assignment_idempotency l
join public.bookings b on b.id = l.booking_id
where b.restaurant_id = %(restaurant_id)s
  and (%(subject)s::uuid is null or l.booking_id = %(subject)s)
  and (
      exists (
          select 1 from unnest(l.table_ids) as t (id)
          left join public.booking_table_assignments a
              on a.booking_id = l.booking_id and a.table_id = t.id
          where a.table_id is null
             or a.start_at is not null and a.start_at is distinct from lower(l.assignment_window)
             or a.end_at is not null and a.end_at is distinct from upper(l.assignment_window)
      )
      or l.merge_group_allocation_id is not null and not exists (
          select 1 from public.allocations g
          where g.id = l.merge_group_allocation_id and g.booking_id = l.booking_id
      )
  )
group by l.booking_id
order by l.booking_id
