-- How a hold ended, and what it held: one of a booking, or one for nobody's booking.
select kind, at, detail -> 'tableIds' as "tableIds"
from (
    select id, kind, at, detail from maitred.events where booking_id = %(booking)s
    union all
    select id, kind, at, detail from maitred.events
    where restaurant_id = %(restaurant_id)s and service_date = %(service_date)s
      and booking_id is null
) as of_hold
where kind in ('hold.expired', 'hold.released', 'hold.confirmed')
  and detail ->> 'holdId' = %(hold)s
order by id desc
limit 1
