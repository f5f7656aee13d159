-- Holds: timed claims on tables. Windows exclude each other whether expired or not.
create table table_holds (
    id uuid primary key default gen_random_uuid(),
    restaurant_id uuid not null references restaurants (id) on delete cascade,
    booking_id uuid references bookings (id) on delete cascade,
    zone_id uuid not null references zones (id),
    start_at timestamptz not null,
    end_at timestamptz not null,
    expires_at timestamptz not null,
    created_by uuid,
    metadata jsonb,
    session_id uuid,
    status table_hold_status not null default 'active',
    last_touched_at timestamptz not null default now(),
    created_at timestamptz not null default now(),
    check (end_at > start_at),
    constraint table_holds_expiry_after_end check (expires_at >= end_at)
);
create index on table_holds (restaurant_id, start_at);
create index on table_holds (booking_id);

create table table_hold_members (
    id uuid primary key default gen_random_uuid(),
    hold_id uuid not null references table_holds (id) on delete cascade,
    table_id uuid not null references table_inventory (id),
    unique (hold_id, table_id)
);

create table table_hold_windows (
    hold_id uuid not null references table_holds (id) on delete cascade,
    table_id uuid not null references table_inventory (id),
    booking_id uuid,
    restaurant_id uuid not null,
    start_at timestamptz not null,
    end_at timestamptz not null,
    expires_at timestamptz not null,
    hold_window tstzrange generated always as (tstzrange(start_at, end_at, '[)')) stored,
    primary key (hold_id, table_id),
    constraint table_hold_windows_no_overlap exclude using gist (
        table_id with =, hold_window with &&
    )
);

-- Each member gets a window, and a shadow allocation of the hold's booking.
create function mirror_hold_member() returns trigger
language plpgsql
set search_path = public, pg_temp
as $$
declare
    hold table_holds;
begin
    select * into hold from table_holds where id = new.hold_id;
    insert into table_hold_windows (
        hold_id, table_id, booking_id, restaurant_id, start_at, end_at, expires_at
    ) values (
        hold.id, new.table_id, hold.booking_id, hold.restaurant_id,
        hold.start_at, hold.end_at, hold.expires_at
    );
    if hold.booking_id is not null then
        insert into allocations (
            booking_id, restaurant_id, resource_type, resource_id, "window", shadow, created_by
        ) values (
            hold.booking_id, hold.restaurant_id, 'table', new.table_id,
            tstzrange(hold.start_at, hold.end_at, '[)'), true, hold.created_by
        )
        on conflict (booking_id, resource_type, resource_id)
        do update set "window" = excluded."window", shadow = true, updated_at = now();
    end if;
    return new;
end
$$;
create trigger table_hold_members_mirror after insert on table_hold_members
for each row execute function mirror_hold_member();

create function unmirror_hold_member() returns trigger
language plpgsql
set search_path = public, pg_temp
as $$
begin
    delete from table_hold_windows where hold_id = old.hold_id and table_id = old.table_id;
    delete from allocations a using table_holds h
    where h.id = old.hold_id and a.booking_id = h.booking_id and a.shadow
      and a.resource_type = 'table' and a.resource_id = old.table_id;
    return old;
end
$$;
create trigger table_hold_members_unmirror before delete on table_hold_members
for each row execute function unmirror_hold_member();

-- Deleting a hold cascades to its members only after the hold is gone: mend its shadows first.
create function unmirror_hold() returns trigger
language plpgsql
set search_path = public, pg_temp
as $$
begin
    delete from table_hold_members where hold_id = old.id;
    return old;
end
$$;
create trigger table_holds_unmirror before delete on table_holds
for each row execute function unmirror_hold();

create function sync_hold_windows() returns trigger
language plpgsql
set search_path = public, pg_temp
as $$
begin
    update table_hold_windows
    set start_at = new.start_at, end_at = new.end_at, expires_at = new.expires_at,
        booking_id = new.booking_id
    where hold_id = new.id;
    update allocations
    set "window" = tstzrange(new.start_at, new.end_at, '[)'), booking_id = new.booking_id,
        updated_at = now()
    where booking_id = old.booking_id and shadow and resource_type = 'table'
      and resource_id in (select table_id from table_hold_members where hold_id = new.id);
    return new;
end
$$;
create trigger table_holds_sync after update of start_at, end_at, expires_at, booking_id
on table_holds for each row execute function sync_hold_windows();

create table manual_assignment_sessions (
    id uuid primary key default gen_random_uuid(),
    booking_id uuid not null unique references bookings (id) on delete cascade,
    restaurant_id uuid not null references restaurants (id) on delete cascade,
    state manual_assignment_session_state not null default 'none',
    selection jsonb,
    selection_version int not null default 0,
    context_version text,
    policy_version text,
    snapshot_hash text,
    table_version text,
    adjacency_version text,
    flags_version text,
    window_version text,
    holds_version text,
    assignments_version text,
    hold_id uuid references table_holds (id) on delete set null,
    expires_at timestamptz,
    created_by uuid,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
