delete from maitred.jobs
where finished_at < %(now)s - make_interval(secs => %(seconds)s)
