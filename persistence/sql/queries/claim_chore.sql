insert into maitred.chores (name, due)
values (%(name)s, clock_timestamp() + make_interval(secs => %(seconds)s))
on conflict (name) do update set due = excluded.due where chores.due <= clock_timestamp()
returning name
