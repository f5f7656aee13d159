-- The job is over: it has no place in the queue any more.
delete from maitred.procrastinate_jobs where id = %(queue_id)s
