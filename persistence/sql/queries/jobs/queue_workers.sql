select count(*) as workers from maitred.procrastinate_workers
where last_heartbeat > clock_timestamp() - make_interval(secs => %(seconds)s)
