-- Status changes of bookings, with their history; and the smaller helpers.
create or replace function apply_booking_state_transition(
    p_booking_id uuid,
    p_status booking_status,
    p_checked_in_at timestamptz,
    p_checked_out_at timestamptz,
    p_updated_at timestamptz,
    p_history_from booking_status,
    p_history_to booking_status,
    p_history_changed_by uuid,
    p_history_changed_at timestamptz,
    p_history_reason text,
    p_history_metadata jsonb
) returns table (
    status booking_status, checked_in_at timestamptz, checked_out_at timestamptz,
    updated_at timestamptz
)
language plpgsql security definer
set search_path = public, pg_temp
as $$
#variable_conflict use_column
declare
    v_booking bookings;
begin
    select * into v_booking from bookings where id = p_booking_id for update;
    if not found then
        raise exception 'Booking % not found', p_booking_id using errcode = 'P0002';
    end if;
    if v_booking.status is distinct from p_history_from then
        raise exception 'booking_state_conflict' using errcode = 'P0004',
            detail = format('the booking is %s, not %s', v_booking.status, p_history_from);
    end if;
    update bookings b
    set status = p_status,
        checked_in_at = coalesce(p_checked_in_at, b.checked_in_at),
        checked_out_at = coalesce(p_checked_out_at, b.checked_out_at),
        updated_at = coalesce(p_updated_at, now())
    where b.id = p_booking_id;
    insert into booking_state_history (
        booking_id, from_status, to_status, changed_by, changed_at, reason, metadata
    ) values (
        p_booking_id, p_history_from, p_history_to, p_history_changed_by,
        coalesce(p_history_changed_at, now()), p_history_reason,
        coalesce(p_history_metadata, '{}')
    );
    return query
        select b.status, b.checked_in_at, b.checked_out_at, b.updated_at
        from bookings b where b.id = p_booking_id;
end
$$;

create or replace function are_tables_connected(p_table_ids uuid[]) returns bool
language sql stable security definer
set search_path = public, pg_temp
as $$
    with recursive reached (id) as (
        select min(id::text)::uuid from unnest(p_table_ids) as id
        union
        select case when e.table_a = r.id then e.table_b else e.table_a end
        from reached r
        join table_adjacencies e on e.table_a = r.id or e.table_b = r.id
        where case when e.table_a = r.id then e.table_b else e.table_a end = any (p_table_ids)
    )
    select coalesce((select count(*) from reached where id is not null)
        = (select count(distinct id) from unnest(p_table_ids) as id), false)
        and cardinality(p_table_ids) > 0
$$;

create or replace function record_observability_event(
    p_source text, p_event_type text, p_severity text default 'info',
    p_restaurant_id uuid default null, p_booking_id uuid default null,
    p_context jsonb default '{}'
) returns void
language sql security definer
set search_path = public, pg_temp
as $$
    insert into observability_events (
        source, event_type, severity, restaurant_id, booking_id, context
    ) values (p_source, p_event_type, p_severity, p_restaurant_id, p_booking_id, p_context)
$$;

-- For the rest of the session: whether assigning respects the live holds of other bookings.
create or replace function set_hold_conflict_enforcement(p_enabled bool) returns void
language sql
set search_path = public, pg_temp
as $$
    select set_config(
        'app.holds.strict_conflicts.enabled', case when p_enabled then 'on' else 'off' end, false)
$$;

create or replace function release_hold_and_emit(p_hold_id uuid, p_actor_id uuid default null)
returns bool
language plpgsql security definer
set search_path = public, pg_temp
as $$
declare
    v_hold table_holds;
    v_tables uuid[];
begin
    select * into v_hold from table_holds where id = p_hold_id for update;
    if not found then
        return false;
    end if;
    select coalesce(array_agg(table_id order by table_id), '{}') into v_tables
    from table_hold_members where hold_id = p_hold_id;
    delete from table_holds where id = p_hold_id;
    perform record_observability_event(
        'capacity.holds', 'hold.released', 'info', v_hold.restaurant_id, v_hold.booking_id,
        jsonb_build_object(
            'holdId', p_hold_id, 'actorId', p_actor_id, 'tableIds', v_tables,
            'startAt', v_hold.start_at, 'endAt', v_hold.end_at, 'expiresAt', v_hold.expires_at));
    return true;
end
$$;

revoke execute on function
    apply_booking_state_transition(
        uuid, booking_status, timestamptz, timestamptz, timestamptz, booking_status,
        booking_status, uuid, timestamptz, text, jsonb
    ),
    are_tables_connected(uuid[]),
    record_observability_event(text, text, text, uuid, uuid, jsonb),
    release_hold_and_emit(uuid, uuid)
from public;
grant execute on function
    apply_booking_state_transition(
        uuid, booking_status, timestamptz, timestamptz, timestamptz, booking_status,
        booking_status, uuid, timestamptz, text, jsonb
    ),
    are_tables_connected(uuid[]),
    record_observability_event(text, text, text, uuid, uuid, jsonb),
    release_hold_and_emit(uuid, uuid)
to service_role;
