-- Of every date in a span the newest committed run that is no undo and has not been undone.
select distinct on (r.service_date) r.service_date, r.id
from maitred.runs r
where r.restaurant_id = %(restaurant_id)s and r.service_date between %(first)s and %(last)s
  and r.state = 'committed' and r.undoes is null
  and not exists (
      select 1 from maitred.runs u where u.undoes = r.id and u.state = 'committed'
  )
order by r.service_date, r.created_at desc, r.id
