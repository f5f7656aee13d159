select seq, at, kind, data from maitred.job_events
where job_id = %(id)s and seq > %(seq)s order by seq limit %(limit)s
