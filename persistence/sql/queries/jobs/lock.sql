select * from maitred.jobs where id = %(id)s for update
