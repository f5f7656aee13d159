-- A fingerprint of all rows that the view of a date is made from. Of each row it takes the key and
-- the transaction that wrote it: no column can be forgotten. Every part goes by an index, the
-- assignments exactly as `assignments.sql` finds them.
with places as (
    select id, xmin as written from public.table_inventory where restaurant_id = %(restaurant_id)s
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
),
shown as (
    select 'booking' as kind, concat_ws(' ', b.id, b.xmin, l.xmin) as stamp
    from public.bookings b
    left join maitred.booking_locks l
        on l.restaurant_id = b.restaurant_id and l.booking_id = b.id
    where b.restaurant_id = %(restaurant_id)s and b.booking_date = %(service_date)s
    union all
    select 'assignment', concat_ws(' ', a.id, a.xmin, b.xmin, s.slot_date, s.slot_time)
    from public.booking_table_assignments a
    join public.bookings b on b.id = a.booking_id
    left join public.booking_slots s on s.id = a.slot_id
    where a.id = any(array(select id from reach)) and b.restaurant_id = %(restaurant_id)s
    union all
    select 'allocation', concat_ws(' ', id, xmin)
    from public.allocations
    where restaurant_id = %(restaurant_id)s and resource_type = 'table' and not shadow
      and "window" && tstzrange(%(horizon_start)s, %(horizon_end)s)
    union all
    select 'table', concat_ws(' ', id, written) from places
    union all
    select 'zone', concat_ws(' ', id, xmin)
    from public.zones where restaurant_id = %(restaurant_id)s
    union all
    select 'neighbours', concat_ws(' ', e.table_a, e.table_b, e.xmin)
    from places join public.table_adjacencies e on e.table_a = places.id
    union all
    select 'restaurant', xmin::text from public.restaurants where id = %(restaurant_id)s
    union all
    select 'settings', xmin::text
    from maitred.restaurant_settings where restaurant_id = %(restaurant_id)s
    union all
    select 'layout', xmin::text
    from maitred.table_layouts where restaurant_id = %(restaurant_id)s
    union all
    -- All of the date: why bookings were turned away may be told by an earlier one.
    select 'run', concat_ws(' ', id, xmin)
    from maitred.runs
    where restaurant_id = %(restaurant_id)s and service_date = %(service_date)s
      and state in ('planned', 'committed')
)
select
    (select concat_ws(' ', count(*), sum(hashtextextended(kind || ' ' || stamp, 0)))
     from shown) as rows_stamp,
    -- Whether a hold counts is told by the reader's clock, and by what may stand in its metadata.
    array(
        select jsonb_build_object(
            'stamp', concat_ws(' ', h.id, h.xmin, string_agg(
                concat_ws(' ', m.table_id, m.xmin), ' ' order by m.table_id
            )),
            'expires_at', least(h.expires_at, '9999-12-31Z'),
            'held_until', h.metadata ->> 'heldUntil'
        )
        from public.table_holds h
        join public.table_hold_members m on m.hold_id = h.id
        where h.restaurant_id = %(restaurant_id)s and h.status = 'active'
          and h.start_at < %(horizon_end)s and h.end_at > %(horizon_start)s
        group by h.id order by h.id
    ) as holds,
    has_table_privilege(to_regclass('public.demand_profiles'), 'select') is true as has_demand,
    pg_current_snapshot()::text as moment
