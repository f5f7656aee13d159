delete from maitred.traces
where id in (
    select id from maitred.traces
    where at < %(now)s::timestamptz - make_interval(secs => %(seconds)s)
    order by at limit 10000
)
