select * from maitred.jobs where id = %(id)s
