-- Of the date's bookings, and of any other booking whose window or slot reaches into the horizon.
-- Written so that every part goes by an index: a restaurant's past must not slow its tonight.
with places as (
    select id from public.table_inventory
    where restaurant_id = %(restaurant_id)s
      and (%(only_tables)s::uuid[] is null or id = any(%(only_tables)s))
),
near as (
    select id, booking_date, start_at, end_at
    from public.bookings
    where restaurant_id = %(restaurant_id)s
      and booking_date between %(service_date)s - 2 and %(service_date)s + 2
      and (booking_date = %(service_date)s
           or start_at < %(horizon_end)s and end_at > %(horizon_start)s)
),
reach as (
    -- Of the date; and of a neighbouring one without a window that makes sense, so that the
    -- booking's own counts.
    select a.id
    from near
    cross join lateral (
        select * from public.booking_table_assignments where booking_id = near.id
    ) as a
    where near.booking_date = %(service_date)s
       or (a.start_at <= a.end_at) is not true
          and coalesce(a.start_at, near.start_at) < %(horizon_end)s
          and coalesce(a.end_at, near.end_at) > %(horizon_start)s
    union
    -- By the exclusion constraint. Where that is missing, a range that runs backwards would be an
    -- error: the ends are compared first.
    select a.id
    from places
    join public.booking_table_assignments a on a.table_id = places.id
    where a.start_at <= a.end_at
      and tstzrange(a.start_at, a.end_at) && tstzrange(%(horizon_start)s, %(horizon_end)s)
    union
    select a.id
    from public.booking_slots s
    cross join places
    join public.booking_table_assignments a on a.table_id = places.id and a.slot_id = s.id
    where s.restaurant_id = %(restaurant_id)s and s.slot_date = %(service_date)s
)
select a.booking_id, a.table_id,
    coalesce(a.start_at, b.start_at) as start_at,
    coalesce(a.end_at, b.end_at) as end_at,
    s.slot_date, s.slot_time,
    b.booking_date, b.start_time, b.party_size, b.booking_type
from public.booking_table_assignments a
join public.bookings b on b.id = a.booking_id
left join public.booking_slots s on s.id = a.slot_id
where a.id = any(array(select id from reach))
  and b.restaurant_id = %(restaurant_id)s
  and (%(only_tables)s::uuid[] is null or a.table_id = any(%(only_tables)s))
order by a.booking_id, a.table_id
