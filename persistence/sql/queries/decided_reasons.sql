-- Why bookings were turned away by the last run that had a choice about them: after it no run has
-- seated them, and it was not taken back. A long history is not read to its end.
with recent as (
    select r.created_at, r.plan
    from maitred.runs r
    where r.restaurant_id = %(restaurant_id)s and r.service_date = %(service_date)s
      and r.state = 'committed'
      and not exists (
          select from maitred.runs u where u.undoes = r.id and u.state = 'committed'
      )
    order by r.created_at desc limit 20
), seated as (
    select s.item ->> 'booking' as booking, max(r.created_at) as seated_at
    from recent r cross join lateral jsonb_array_elements(r.plan -> 'seatings') as s(item)
    group by 1
)
select distinct on (u.item ->> 'booking') u.item
from recent r
cross join lateral jsonb_array_elements(r.plan -> 'unseated') as u(item)
left join seated on seated.booking = u.item ->> 'booking'
where u.item ->> 'booking' = any(%(bookings)s)
  and u.item ->> 'reason' not in ('all_taken', 'not_planned')
  and (seated.seated_at is null or seated.seated_at < r.created_at)
order by u.item ->> 'booking', r.created_at desc
