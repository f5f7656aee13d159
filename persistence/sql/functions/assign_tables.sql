-- The only writer of table assignments. Authorisation is the caller's duty.
create or replace function get_or_create_booking_slot(
    p_restaurant_id uuid, p_slot_date date, p_slot_time time, p_default_capacity int default 999
) returns uuid
language plpgsql security definer
set search_path = public, pg_temp
as $$
declare
    v_id uuid;
begin
    insert into booking_slots (restaurant_id, slot_date, slot_time, available_capacity)
    values (p_restaurant_id, p_slot_date, p_slot_time, p_default_capacity)
    on conflict (restaurant_id, slot_date, slot_time) do nothing;
    select id into v_id from booking_slots
    where restaurant_id = p_restaurant_id and slot_date = p_slot_date and slot_time = p_slot_time;
    return v_id;
end
$$;

create or replace function assign_tables_atomic_v2(
    p_booking_id uuid,
    p_table_ids uuid[],
    p_idempotency_key text default null,
    p_require_adjacency bool default false,
    p_assigned_by uuid default null,
    p_start_at timestamptz default null,
    p_end_at timestamptz default null
) returns table (table_id uuid, start_at timestamptz, end_at timestamptz, merge_group_id uuid)
language plpgsql security definer
set search_path = public, pg_temp
as $$
#variable_conflict use_column
declare
    v_ids uuid[];
    v_booking bookings;
    v_zone_name text;
    v_start timestamptz;
    v_end timestamptz;
    v_window tstzrange;
    v_table table_inventory;
    v_found int := 0;
    v_zone uuid;
    v_key text;
    v_hash text;
    v_ledger booking_assignment_idempotency;
    v_slot uuid;
    v_group uuid;
    v_allocation uuid;
begin
    select array_agg(distinct id order by id) into v_ids
    from unnest(coalesce(p_table_ids, '{}')) as id where id is not null;
    if coalesce(cardinality(v_ids), 0) = 0 then
        raise exception 'Assignment requires at least one valid table id' using errcode = '23514';
    end if;

    select * into v_booking from bookings where id = p_booking_id for update;
    if not found then
        raise exception 'Booking % not found', p_booking_id using errcode = 'P0002';
    end if;

    if (p_start_at is null) <> (p_end_at is null) then
        raise exception 'Assignment window requires both start and end' using errcode = '22023';
    end if;
    select coalesce(timezone, 'Europe/London') into v_zone_name
    from restaurants where id = v_booking.restaurant_id;
    v_start := coalesce(p_start_at, v_booking.start_at,
        (v_booking.booking_date + v_booking.start_time) at time zone v_zone_name);
    v_end := coalesce(p_end_at, v_booking.end_at,
        (v_booking.booking_date + v_booking.end_time
            + case when v_booking.end_time <= v_booking.start_time
                   then interval '1 day' else interval '0' end) at time zone v_zone_name);
    if v_start is null or v_end is null then
        raise exception 'Booking % is missing start/end window', p_booking_id
            using errcode = '22000';
    end if;
    if v_end <= v_start then
        raise exception 'invalid time window for booking %', p_booking_id using errcode = '22000';
    end if;
    v_window := tstzrange(v_start, v_end, '[)');

    for v_table in
        select * from table_inventory where id = any (v_ids) order by id for update
    loop
        v_found := v_found + 1;
        if v_table.restaurant_id <> v_booking.restaurant_id then
            raise exception 'Table % belongs to a different restaurant', v_table.id
                using errcode = '23503';
        end if;
        if not v_table.active then
            raise exception 'Table % is inactive', v_table.table_number using errcode = '23514';
        end if;
        if v_table.zone_id is null then
            raise exception 'Table % is not assigned to a zone', v_table.table_number
                using errcode = '23514';
        end if;
        if v_zone is not null and v_zone <> v_table.zone_id then
            raise exception 'All tables must belong to the same zone' using errcode = '23514';
        end if;
        v_zone := v_table.zone_id;
        if cardinality(v_ids) > 1 and v_table.mobility <> 'movable' then
            raise exception 'Merged assignments require movable tables' using errcode = '23514';
        end if;
    end loop;
    if v_found <> cardinality(v_ids) then
        raise exception 'Unable to load all requested tables' using errcode = 'P0002';
    end if;

    if exists (
        select 1 from booking_table_assignments a join table_inventory t on t.id = a.table_id
        where a.booking_id = p_booking_id and t.zone_id <> v_zone
    ) then
        raise exception 'Booking % already has assignments in a different zone', p_booking_id
            using errcode = '23514';
    end if;
    if v_booking.assigned_zone_id is not null and v_booking.assigned_zone_id <> v_zone then
        raise exception 'Booking % is locked to zone %', p_booking_id, v_booking.assigned_zone_id
            using errcode = '23514';
    end if;
    if v_booking.assigned_zone_id is null then
        update bookings set assigned_zone_id = v_zone where id = p_booking_id;
    end if;

    if p_require_adjacency and cardinality(v_ids) > 1 then
        for v_table in select * from table_inventory where id = any (v_ids) order by id loop
            if not exists (
                select 1 from table_adjacencies e
                where (e.table_a = v_table.id and e.table_b = any (v_ids))
                   or (e.table_b = v_table.id and e.table_a = any (v_ids))
            ) then
                raise exception 'Table % is not adjacent to the selected set',
                    v_table.table_number using errcode = '23514';
            end if;
        end loop;
    end if;

    perform pg_advisory_xact_lock(
        hashtext(v_zone::text), (extract(epoch from date_trunc('hour', v_start)) / 60)::int);

    v_key := coalesce(nullif(trim(p_idempotency_key), ''),
        md5(p_booking_id::text || v_ids::text || v_window::text));
    v_hash := md5(array_to_string(v_ids, ','));
    select * into v_ledger from booking_assignment_idempotency
    where booking_id = p_booking_id and idempotency_key = v_key;
    if found then
        if v_ledger.table_ids <> v_ids then
            raise exception 'idempotency mismatch for booking %', p_booking_id
                using errcode = 'P0003',
                      detail = format('The key was used with tables %s', v_ledger.table_ids);
        end if;
        return query
            select a.table_id, a.start_at, a.end_at, a.merge_group_id
            from booking_table_assignments a
            where a.booking_id = p_booking_id and a.table_id = any (v_ids)
            order by a.table_id;
        return;
    end if;

    if coalesce(current_setting('app.holds.strict_conflicts.enabled', true), '') <> 'off'
       and exists (
           select 1 from table_hold_windows w join table_holds h on h.id = w.hold_id
           where w.table_id = any (v_ids) and w.hold_window && v_window
             and h.status = 'active' and h.expires_at > now()
             and h.booking_id is distinct from p_booking_id
       )
    then
        raise exception 'Hold conflict prevents assignment' using errcode = 'P0001',
            hint = 'Retry after the hold has expired or been released.';
    end if;

    v_slot := get_or_create_booking_slot(
        v_booking.restaurant_id, v_booking.booking_date, v_booking.start_time);

    if cardinality(v_ids) > 1 then
        insert into allocations (
            booking_id, restaurant_id, resource_type, resource_id, "window", created_by
        ) values (
            p_booking_id, v_booking.restaurant_id, 'merge_group', gen_random_uuid(), v_window,
            p_assigned_by
        ) returning id into v_group;
    end if;

    foreach table_id in array v_ids loop
        begin
            insert into allocations (
                booking_id, restaurant_id, resource_type, resource_id, "window", created_by
            ) values (
                p_booking_id, v_booking.restaurant_id, 'table', table_id, v_window, p_assigned_by
            )
            on conflict (booking_id, resource_type, resource_id)
            do update set "window" = excluded."window", shadow = false, updated_at = now()
            returning id into v_allocation;
        exception when exclusion_violation then
            raise exception 'allocations_no_overlap' using errcode = 'P0001',
                detail = format('resource table %s is taken in %s', table_id, v_window);
        end;
        begin
            insert into booking_table_assignments as a (
                booking_id, table_id, slot_id, assigned_by, idempotency_key, start_at, end_at,
                allocation_id, merge_group_id
            ) values (
                p_booking_id, table_id, v_slot, p_assigned_by, v_key, v_start, v_end,
                v_allocation, v_group
            )
            on conflict on constraint booking_table_assignments_booking_table
            do update set slot_id = excluded.slot_id, assigned_by = excluded.assigned_by,
                idempotency_key = excluded.idempotency_key, start_at = excluded.start_at,
                end_at = excluded.end_at, allocation_id = excluded.allocation_id,
                merge_group_id = excluded.merge_group_id, assigned_at = now();
        exception when unique_violation or exclusion_violation then
            raise exception 'assignment duplicate for table %', table_id using errcode = 'P0001',
                detail = format('slot %s, window %s', v_slot, v_window);
        end;
        update table_inventory set status = 'reserved'
        where id = table_id and status = 'available';
    end loop;

    insert into booking_assignment_idempotency (
        booking_id, idempotency_key, table_ids, assignment_window, merge_group_allocation_id,
        table_set_hash, payload_checksum
    ) values (
        p_booking_id, v_key, v_ids, v_window, v_group, v_hash,
        md5(v_hash || v_window::text)
    );

    perform check_post_assignment_capacity(p_booking_id);

    return query
        select a.table_id, a.start_at, a.end_at, a.merge_group_id
        from booking_table_assignments a
        where a.booking_id = p_booking_id and a.table_id = any (v_ids)
        order by a.table_id;
end
$$;

create or replace function assign_tables_atomic_v2(
    p_booking_id uuid,
    p_table_ids uuid[],
    p_idempotency_key text default null,
    p_require_adjacency bool default false,
    p_assigned_by uuid default null
) returns table (table_id uuid, start_at timestamptz, end_at timestamptz, merge_group_id uuid)
language sql security definer
set search_path = public, pg_temp
as $$
    select * from assign_tables_atomic_v2(
        p_booking_id, p_table_ids, p_idempotency_key, p_require_adjacency, p_assigned_by,
        null::timestamptz, null::timestamptz)
$$;

create or replace function unassign_tables_atomic(
    p_booking_id uuid, p_table_ids uuid[] default null
) returns table (table_id uuid)
language plpgsql security definer
set search_path = public, pg_temp
as $$
#variable_conflict use_column
begin
    perform 1 from bookings where id = p_booking_id for update;
    return query
        with gone as (
            delete from booking_table_assignments a
            where a.booking_id = p_booking_id
              and (p_table_ids is null or a.table_id = any (p_table_ids))
            returning a.table_id
        ), freed as (
            delete from allocations l using gone
            where l.booking_id = p_booking_id and l.resource_type = 'table'
              and l.resource_id = gone.table_id
        ), idle as (
            update table_inventory t set status = 'available' from gone
            where t.id = gone.table_id and t.status <> 'out_of_service'
              and not exists (
                  select 1 from booking_table_assignments other
                  where other.table_id = t.id and other.booking_id <> p_booking_id
              )
        )
        select gone.table_id from gone order by gone.table_id;
end
$$;

-- They see every restaurant's rows: nobody calls them but the service.
revoke execute on function
    get_or_create_booking_slot(uuid, date, time, int),
    assign_tables_atomic_v2(uuid, uuid[], text, bool, uuid, timestamptz, timestamptz),
    assign_tables_atomic_v2(uuid, uuid[], text, bool, uuid),
    unassign_tables_atomic(uuid, uuid[])
from public;
grant execute on function
    get_or_create_booking_slot(uuid, date, time, int),
    assign_tables_atomic_v2(uuid, uuid[], text, bool, uuid, timestamptz, timestamptz),
    assign_tables_atomic_v2(uuid, uuid[], text, bool, uuid),
    unassign_tables_atomic(uuid, uuid[])
to service_role;
