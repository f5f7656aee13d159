-- Bookings that do not come, or have left while their time still runs, and still have tables.
select b.id as subject, b.id as booking_id, b.status::text as status,
    array_agg(coalesce(t.table_number, taken.table_id::text) order by t.table_number) as tables,
    min(taken.start_at) as kept_from, max(taken.end_at) as kept_until,
    coalesce(max(taken.end_at) < %(now)s, false) as past,
    array_agg(taken.table_id) as _tables
from public.bookings b
join lateral (
    select table_id, min(start_at) as start_at, max(end_at) as end_at
    from (
        select a.table_id, coalesce(a.start_at, b.start_at) as start_at,
            coalesce(a.end_at, b.end_at) as end_at
        from public.booking_table_assignments a where a.booking_id = b.id
        union all
        select l.resource_id, lower(l."window"), upper(l."window") from public.allocations l
        where l.booking_id = b.id and l.resource_type = 'table'
          and not l.shadow and not l.is_maintenance
    ) as place
    group by table_id
) as taken on true
left join public.table_inventory t on t.id = taken.table_id
where b.restaurant_id = %(restaurant_id)s
  and b.status::text in ('cancelled', 'no_show', 'completed')
  -- Of years of completed bookings only the last ones can still have a window that runs.
  and (b.status::text <> 'completed' or b.booking_date > (%(now)s - interval '3 days')::date)
  and (%(subject)s::uuid is null or b.id = %(subject)s)
group by b.id
having b.status::text <> 'completed' or max(taken.end_at) > %(now)s
order by b.id
