-- What was told of jobs that are over for a while; the last row tells the end and stays.
delete from maitred.job_events e using maitred.jobs j
where j.id = e.job_id and e.seq < j.last_seq
  and j.finished_at < %(now)s - make_interval(secs => %(seconds)s)
  and j.finished_at > %(now)s - 2 * make_interval(secs => %(seconds)s)
