insert into maitred.shadow_evenings (restaurant_id, service_date, ended)
values (%(restaurant_id)s, %(service_date)s, %(ended)s)
on conflict (restaurant_id, service_date) do nothing
