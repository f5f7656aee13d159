-- Who sits where: assignments, the windows that tables are taken for, and the replay ledger.
create table allocations (
    id uuid primary key default gen_random_uuid(),
    booking_id uuid references bookings (id) on delete cascade,
    restaurant_id uuid not null references restaurants (id) on delete cascade,
    resource_type text not null check (resource_type in ('table', 'merge_group')),
    resource_id uuid not null,
    "window" tstzrange not null,
    shadow bool not null default false,
    is_maintenance bool not null default false,
    created_by uuid,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (booking_id, resource_type, resource_id),
    constraint allocations_window_not_empty check (not isempty("window")),
    constraint allocations_no_overlap exclude using gist (
        restaurant_id with =, resource_type with =, resource_id with =, "window" with &&
    ) where (not shadow) deferrable initially immediate
);
create index on allocations (resource_id);

create table booking_table_assignments (
    id uuid primary key default gen_random_uuid(),
    booking_id uuid not null references bookings (id) on delete cascade,
    table_id uuid not null references table_inventory (id),
    slot_id uuid references booking_slots (id),
    assigned_at timestamptz not null default now(),
    assigned_by uuid,
    idempotency_key text,
    start_at timestamptz,
    end_at timestamptz,
    allocation_id uuid references allocations (id) on delete set null,
    merge_group_id uuid references allocations (id) on delete set null,
    notes text,
    constraint booking_table_assignments_booking_table unique (booking_id, table_id),
    constraint booking_table_assignments_table_slot unique (table_id, slot_id),
    constraint booking_table_assignments_no_overlap exclude using gist (
        table_id with =, tstzrange(start_at, end_at) with &&
    ) where (start_at is not null and end_at is not null)
);

create table booking_assignment_idempotency (
    booking_id uuid not null references bookings (id) on delete cascade,
    idempotency_key text not null,
    table_ids uuid[] not null,
    assignment_window tstzrange not null,
    merge_group_allocation_id uuid references allocations (id) on delete set null,
    table_set_hash text,
    payload_checksum text not null,
    expires_at timestamptz,
    created_at timestamptz not null default now(),
    primary key (booking_id, idempotency_key),
    constraint booking_assignment_idempotency_table_set unique (booking_id, table_set_hash)
);

-- A booking is confirmed only once it has tables.
create function check_confirmed_has_tables() returns trigger
language plpgsql
set search_path = public, pg_temp
as $$
begin
    if new.status = 'confirmed' and old.status is distinct from new.status
       and not exists (select 1 from booking_table_assignments where booking_id = new.id) then
        raise exception 'No tables are assigned: booking % cannot be confirmed', new.id
            using errcode = '23514', hint = 'Assign tables first.';
    end if;
    return new;
end
$$;
create trigger bookings_confirmed_has_tables before update of status on bookings
for each row execute function check_confirmed_has_tables();
