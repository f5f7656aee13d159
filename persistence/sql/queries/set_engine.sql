insert into maitred.engine_settings (restaurant_id, dates, state, percent, reason, set_by)
values (
    %(restaurant_id)s, %(dates)s::daterange, %(state)s, %(percent)s, %(reason)s, %(by)s
)
