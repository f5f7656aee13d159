-- Telling the product's event log with a statement that is planned once for a connection, not anew
-- for each event, and when an event happened: it may be told later. The function that is told which
-- log stays: the version before calls it.

-- Tell events: all of them or none. What the database has against them is returned, as a SQLSTATE,
-- instead of raised, also where there is no log. It takes one round trip, a savepoint three.
create function maitred.observe(p_restaurant_id uuid, p_events jsonb) returns text
language plpgsql
as $$
begin
    insert into public.observability_events (
        source, event_type, severity, restaurant_id, booking_id, context, created_at
    )
    select e.source, e.event_type, coalesce(e.severity, 'info'), p_restaurant_id, e.booking_id,
        e.context, coalesce(e.created_at, clock_timestamp())
    from jsonb_to_recordset(p_events) as e (
        source text, event_type text, severity text, booking_id uuid, context jsonb,
        created_at timestamptz
    );
    return null;
exception when others or query_canceled then
    return sqlstate;
end
$$;
