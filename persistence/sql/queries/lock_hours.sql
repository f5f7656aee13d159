-- The functions' own advisory locks: one per zone and hour, by the number of its first minute.
select pg_advisory_xact_lock(one.zone, one.minute)
from (
    select distinct hashtext(s.zone) as zone,
        (extract(epoch from date_trunc('hour', s.start_at)) / 60)::int as minute
    from unnest(%(zones)s::text[], %(starts)s::timestamptz[]) as s (zone, start_at)
    order by 1, 2
) as one
