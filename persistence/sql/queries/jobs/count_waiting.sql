select count(*) as waiting from maitred.jobs
where restaurant_id = %(restaurant_id)s and finished_at is null
