-- How a hold of a booking ended, and what it held.
select kind, at, detail -> 'tableIds' as "tableIds"
from maitred.events
where booking_id = %(booking)s
  and kind in ('hold.expired', 'hold.released', 'hold.confirmed')
  and detail ->> 'holdId' = %(hold)s
order by id desc
limit 1
