select * from maitred.jobs
where restaurant_id = %(restaurant_id)s and (%(kind)s::text is null or kind = %(kind)s)
order by created_at desc, id limit %(limit)s
