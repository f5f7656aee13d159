-- A run is committed in the transaction that writes its plan, which holds the row's lock. One that
-- is free and still committing after so long was left by a service that died: nothing was written.
with stuck as (
    select id from maitred.runs
    where state = 'committing' and updated_at < %(now)s - make_interval(secs => %(dead_seconds)s)
      and (%(restaurant_id)s::uuid is null or restaurant_id = %(restaurant_id)s)
    order by id for update skip locked
)
select id from stuck
