select * from maitred.jobs where restaurant_id = %(restaurant_id)s
order by created_at desc, id limit %(limit)s
