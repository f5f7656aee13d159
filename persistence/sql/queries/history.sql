-- What happened to a date, newest first: decisions, and the states that its runs went through.
select e.at, e.kind, e.booking_id, e.run_id, e.actor, e.request_id, e.reason, e.detail
from maitred.events e
where e.restaurant_id = %(restaurant_id)s and e.service_date = %(service_date)s
union all
select s.at, 'run.' || s.state, null, r.id, r.requested_by, r.request_id, null,
    nullif(
        coalesce(s.detail, '{}') || jsonb_strip_nulls(jsonb_build_object('undoes', r.undoes)), '{}'
    )
from maitred.run_events s join maitred.runs r on r.id = s.run_id
where r.restaurant_id = %(restaurant_id)s and r.service_date = %(service_date)s
order by at desc, kind, booking_id
limit %(limit)s
