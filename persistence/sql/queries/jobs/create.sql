select maitred.queue_job_v1(
    %(id)s, %(restaurant_id)s, %(kind)s, %(service_date)s, %(request)s, %(actor)s,
    %(request_id)s, %(lock)s, %(awaited)s, %(today)s
)
