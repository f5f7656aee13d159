-- Bookings. The customer columns are personal data: maitred never reads them.
create table customers (
    id uuid primary key default gen_random_uuid(),
    restaurant_id uuid not null references restaurants (id) on delete cascade,
    full_name text,
    email text,
    phone text
);
create index on customers (restaurant_id);

create table bookings (
    id uuid primary key default gen_random_uuid(),
    restaurant_id uuid not null references restaurants (id) on delete cascade,
    customer_id uuid not null references customers (id),
    booking_date date not null,
    start_time time not null,
    end_time time not null,
    start_at timestamptz,
    end_at timestamptz,
    party_size int not null check (party_size > 0),
    seating_preference seating_preference_type not null default 'any',
    status booking_status not null default 'pending',
    booking_type text not null default 'dinner',
    customer_name text,
    customer_email text,
    customer_phone text,
    notes text,
    details jsonb,
    checked_in_at timestamptz,
    checked_out_at timestamptz,
    assigned_zone_id uuid references zones (id) on delete set null,
    auto_assign_idempotency_key text,
    auto_assign_last_result jsonb,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create index on bookings (restaurant_id, booking_date);
create index on bookings (customer_id);

-- Instants follow from the wall clock of the restaurant; an end not after the start is tomorrow.
create function derive_booking_instants() returns trigger
language plpgsql
set search_path = public, pg_temp
as $$
declare
    zone text;
begin
    select coalesce(timezone, 'Europe/London') into zone
    from restaurants where id = new.restaurant_id;
    new.start_at := (new.booking_date + new.start_time) at time zone zone;
    new.end_at := (new.booking_date + new.end_time
        + case when new.end_time <= new.start_time then interval '1 day' else interval '0' end
    ) at time zone zone;
    new.updated_at := now();
    return new;
end
$$;
create trigger bookings_instants
before insert or update of booking_date, start_time, end_time, restaurant_id on bookings
for each row execute function derive_booking_instants();

create table booking_slots (
    id uuid primary key default gen_random_uuid(),
    restaurant_id uuid not null references restaurants (id) on delete cascade,
    slot_date date not null,
    slot_time time not null,
    available_capacity int not null default 999,
    unique (restaurant_id, slot_date, slot_time)
);

create table booking_state_history (
    id bigint generated always as identity primary key,
    booking_id uuid not null references bookings (id) on delete cascade,
    from_status booking_status,
    to_status booking_status not null,
    changed_by uuid,
    changed_at timestamptz not null default now(),
    reason text,
    metadata jsonb not null default '{}'
);
create index on booking_state_history (booking_id);
