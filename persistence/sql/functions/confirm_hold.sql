-- Confirming: tables and status in one step, from a list of tables or from a hold.
create or replace function confirm_hold_assignment_with_transition(
    p_booking_id uuid,
    p_table_ids uuid[],
    p_idempotency_key text,
    p_require_adjacency bool default false,
    p_assigned_by uuid default null,
    p_start_at timestamptz default null,
    p_end_at timestamptz default null,
    p_target_status booking_status default 'confirmed',
    p_history_changed_by uuid default null,
    p_history_reason text default 'confirm_hold',
    p_history_metadata jsonb default '{}'
) returns table (table_id uuid, start_at timestamptz, end_at timestamptz, merge_group_id uuid)
language plpgsql security definer
set search_path = public, pg_temp
as $$
#variable_conflict use_column
declare
    v_from booking_status;
    v_assigned int;
begin
    select count(*) into v_assigned from assign_tables_atomic_v2(
        p_booking_id, p_table_ids, p_idempotency_key, p_require_adjacency, p_assigned_by,
        p_start_at, p_end_at);
    if v_assigned = 0 then
        raise exception 'assignment returned no rows' using errcode = 'P0003';
    end if;
    select status into v_from from bookings where id = p_booking_id;
    if p_target_status is not null and v_from <> p_target_status then
        perform apply_booking_state_transition(
            p_booking_id, p_target_status, null, null, now(), v_from, p_target_status,
            p_history_changed_by, now(), p_history_reason, p_history_metadata);
    end if;
    return query
        select a.table_id, a.start_at, a.end_at, a.merge_group_id
        from booking_table_assignments a
        where a.booking_id = p_booking_id and a.table_id = any (p_table_ids)
        order by a.table_id;
end
$$;

create or replace function confirm_hold_assignment_tx(
    p_hold_id uuid,
    p_booking_id uuid,
    p_idempotency_key text,
    p_require_adjacency bool default false,
    p_assigned_by uuid default null,
    p_window_start timestamptz default null,
    p_window_end timestamptz default null,
    p_expected_policy_version text default null,
    p_expected_adjacency_hash text default null,
    p_target_status booking_status default null,
    p_history_reason text default 'confirm_hold',
    p_history_metadata jsonb default '{}',
    p_history_changed_by uuid default null
) returns table (
    assignment_id uuid, table_id uuid, start_at timestamptz, end_at timestamptz,
    merge_group_id uuid
)
language plpgsql security definer
set search_path = public, pg_temp
as $$
#variable_conflict use_column
declare
    v_hold table_holds;
    v_tables uuid[];
    v_start timestamptz;
    v_end timestamptz;
begin
    select * into v_hold from table_holds where id = p_hold_id for update;
    if not found then
        raise exception 'Hold % not found', p_hold_id using errcode = 'P0002';
    end if;
    if v_hold.booking_id is not null and v_hold.booking_id <> p_booking_id then
        raise exception 'Hold % belongs to a different booking', p_hold_id
            using errcode = 'P0001';
    end if;
    if v_hold.expires_at <= now() or v_hold.status <> 'active' then
        raise exception 'Hold % has expired', p_hold_id using errcode = 'P0001';
    end if;
    select array_agg(m.table_id order by m.table_id) into v_tables
    from table_hold_members m where m.hold_id = p_hold_id;
    if v_tables is null then
        raise exception 'Hold % has no members', p_hold_id using errcode = 'P0001';
    end if;
    if p_expected_policy_version is not null
       and v_hold.metadata ->> 'policyVersion' is distinct from p_expected_policy_version then
        raise exception 'policy drift since hold %', p_hold_id using errcode = 'P0003';
    end if;
    if p_expected_adjacency_hash is not null
       and v_hold.metadata #>> '{selection,snapshot,adjacency,hash}'
           is distinct from p_expected_adjacency_hash then
        raise exception 'adjacency drift since hold %', p_hold_id using errcode = 'P0003';
    end if;

    v_start := coalesce(p_window_start, v_hold.start_at);
    v_end := coalesce(p_window_end, v_hold.end_at);
    perform confirm_hold_assignment_with_transition(
        p_booking_id, v_tables, p_idempotency_key, p_require_adjacency, p_assigned_by,
        v_start, v_end, p_target_status, p_history_changed_by, p_history_reason,
        p_history_metadata);
    insert into capacity_outbox (
        event_type, dedupe_key, restaurant_id, booking_id, idempotency_key, payload
    ) values (
        'capacity.assignment.sync',
        concat_ws(':', p_booking_id, v_start, v_end, array_to_string(v_tables, ',')),
        v_hold.restaurant_id, p_booking_id, p_idempotency_key,
        jsonb_build_object('bookingId', p_booking_id, 'restaurantId', v_hold.restaurant_id,
            'tableIds', v_tables, 'startAt', v_start, 'endAt', v_end)
    )
    on conflict (event_type, dedupe_key) do nothing;
    delete from table_holds where id = p_hold_id;
    return query
        select a.id, a.table_id, a.start_at, a.end_at, a.merge_group_id
        from booking_table_assignments a
        where a.booking_id = p_booking_id and a.table_id = any (v_tables)
        order by a.table_id;
end
$$;

revoke execute on function
    confirm_hold_assignment_with_transition(
        uuid, uuid[], text, bool, uuid, timestamptz, timestamptz, booking_status, uuid, text, jsonb
    ),
    confirm_hold_assignment_tx(
        uuid, uuid, text, bool, uuid, timestamptz, timestamptz, text, text, booking_status, text,
        jsonb, uuid
    )
from public;
grant execute on function
    confirm_hold_assignment_with_transition(
        uuid, uuid[], text, bool, uuid, timestamptz, timestamptz, booking_status, uuid, text, jsonb
    ),
    confirm_hold_assignment_tx(
        uuid, uuid, text, bool, uuid, timestamptz, timestamptz, text, text, booking_status, text,
        jsonb, uuid
    )
to service_role;
