select s.at, j.request_id, j.id as job_id, j.kind, s.data
from maitred.jobs j join maitred.job_events s on s.job_id = j.id
where j.restaurant_id = %(restaurant_id)s and s.kind = 'state'
  and (j.id = %(job)s or j.request_id = any(%(requests)s))
order by s.at desc limit %(limit)s
