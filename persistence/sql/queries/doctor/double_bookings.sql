-- Every place in which a taken table can hide, each booking's or other owner's windows on a table
-- taken together; two owners at one time are one too many. What is over is over.
--
-- Windows of a table that overlap one another, directly or through others, are one cluster; only a
-- cluster of several owners is looked at pair by pair. So years to come are sorted once, and not
-- compared with one another.
with place as (
    select a.table_id, a.booking_id as owner, a.booking_id,
        coalesce(a.start_at, b.start_at) as start_at, coalesce(a.end_at, b.end_at) as end_at,
        'assignment' as source, null::timestamptz as expires_at, null::text as held_until
    from public.booking_table_assignments a
    join public.bookings b on b.id = a.booking_id
    where b.restaurant_id = %(restaurant_id)s
      and b.status::text not in ('cancelled', 'no_show')
    union all
    select l.resource_id, coalesce(l.booking_id, l.id), l.booking_id,
        lower(l."window"), upper(l."window"),
        case when l.is_maintenance or l.booking_id is null then 'maintenance'
             else 'allocation' end, null, null
    from public.allocations l
    left join public.bookings b on b.id = l.booking_id
    where l.restaurant_id = %(restaurant_id)s and l.resource_type = 'table' and not l.shadow
      and coalesce(b.status::text, '') not in ('cancelled', 'no_show')
    union all
    select m.table_id, coalesce(h.booking_id, h.id), h.booking_id, h.start_at, h.end_at,
        'hold', h.expires_at, h.metadata ->> 'heldUntil'
    from public.table_holds h join public.table_hold_members m on m.hold_id = h.id
    where h.restaurant_id = %(restaurant_id)s and h.status::text = 'active'
), joined as (
    select *, start_at < max(end_at) over (
        partition by table_id order by start_at rows between unbounded preceding and 1 preceding
    ) as goes_on
    from place where end_at > %(now)s and start_at < end_at
), taken as (
    -- Windows that begin together are peers, and so of one cluster whichever comes first.
    select *, count(*) filter (where goes_on is not true) over (
        partition by table_id order by start_at
    ) as cluster
    from joined
), contested as (
    select table_id, cluster from taken group by table_id, cluster having count(distinct owner) > 1
)
select distinct on (one.table_id, one.owner, other.owner)
    one.owner as subject, t.table_number, one.table_id,
    array[one.owner, other.owner] as owners,
    array[one.source, other.source] as places,
    greatest(one.start_at, other.start_at) as overlap_from,
    least(one.end_at, other.end_at) as overlap_until,
    array[one.expires_at, other.expires_at] as _expires_at,
    array[one.held_until, other.held_until] as _held_until
from contested
join taken one using (table_id, cluster)
join taken other
    on other.table_id = one.table_id and other.cluster = one.cluster and other.owner > one.owner
    and other.start_at < one.end_at and one.start_at < other.end_at
left join public.table_inventory t on t.id = one.table_id
where %(subject)s::uuid is null or one.owner = %(subject)s
order by one.table_id, one.owner, other.owner,
    array_position(array['assignment', 'allocation', 'maintenance', 'hold'], one.source),
    array_position(array['assignment', 'allocation', 'maintenance', 'hold'], other.source),
    one.start_at, other.start_at
