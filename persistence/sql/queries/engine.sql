-- What is stored about who decides a date: kill switches that are thrown, that of all restaurants
-- first, and what was set last. One row, whatever there is.
select
    array(
        select jsonb_build_object(
            'everywhere', k.restaurant_id is null, 'by', k.killed_by, 'at', k.killed_at,
            'reason', k.reason
        )
        from maitred.engine_kills k
        where k.revived_at is null
          and (k.restaurant_id is null or k.restaurant_id = %(restaurant_id)s)
        order by k.restaurant_id nulls first
    ) as kills,
    s.state, s.percent, s.set_by, s.set_at, s.reason,
    coalesce(
        has_table_privilege(to_regclass('public.feature_flag_overrides'), 'select'), false
    ) as overridable
from (values (1)) as one
left join lateral (
    select * from maitred.engine_settings e
    where e.restaurant_id = %(restaurant_id)s and e.dates @> %(date)s::date
    order by e.id desc
    limit 1
) as s on true
