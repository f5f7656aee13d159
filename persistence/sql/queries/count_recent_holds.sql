-- From the history: a hold that was released or replaced was asked for all the same.
select count(*)::int as placed,
    coalesce(
        ceil(extract(epoch from min(at) + make_interval(secs => %(seconds)s) - clock_timestamp())), 0
    )::int as seconds_left
from maitred.events
where booking_id = %(booking)s and kind = 'hold.created' and actor = %(actor)s
  and at > clock_timestamp() - make_interval(secs => %(seconds)s)
