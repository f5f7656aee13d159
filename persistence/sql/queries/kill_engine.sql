-- Nothing is returned when it is thrown already.
insert into maitred.engine_kills (restaurant_id, reason, killed_by)
values (%(restaurant_id)s, %(reason)s, %(by)s)
on conflict do nothing
returning id
