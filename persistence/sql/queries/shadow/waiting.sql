-- The job that will look at a date anyhow: it sees whatever is written before it begins.
select id
from maitred.jobs
where restaurant_id = %(restaurant_id)s and service_date = %(service_date)s
  and kind = 'shadow' and state = 'queued' and cancel_requested_at is null
order by created_at limit 1
