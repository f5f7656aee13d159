-- What became of one try. A row that is tried again, or never again, says why in its payload.
update public.capacity_outbox
set status = %(status)s,
    attempt_count = attempt_count + 1,
    next_attempt_at = now() + make_interval(secs => %(seconds)s),
    payload = case
        when %(reason)s::jsonb is null then payload
        when jsonb_typeof(payload) = 'object'
            then payload || jsonb_build_object('lastError', %(reason)s::jsonb)
        else jsonb_build_object('payload', payload, 'lastError', %(reason)s::jsonb)
    end
where id = %(id)s
