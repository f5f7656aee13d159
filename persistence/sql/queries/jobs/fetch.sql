select * from maitred.fetch_job_v1(%(queues)s, %(worker_id)s, %(most)s)
