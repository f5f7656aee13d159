select %(restaurant_id)s::uuid as subject, array_agg(id order by id) as run_ids, count(*) as runs
from maitred.runs
where restaurant_id = %(restaurant_id)s and state = 'committing'
  and updated_at < %(now)s - make_interval(secs => %(dead_seconds)s)
having count(*) > 0
