-- A restaurant's inventory.
create table restaurants (
    id uuid primary key default gen_random_uuid(),
    name text not null,
    slug text not null unique,
    timezone text not null default 'Europe/London',
    capacity int,
    reservation_interval_minutes int not null default 15,
    reservation_default_duration_minutes int not null default 90,
    reservation_last_seating_buffer_minutes int not null default 120,
    is_active bool not null default true,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);

create table restaurant_memberships (
    user_id uuid not null,
    restaurant_id uuid not null references restaurants (id) on delete cascade,
    role text not null check (role in ('owner', 'manager', 'host', 'server')),
    primary key (user_id, restaurant_id)
);
create index on restaurant_memberships (restaurant_id);

create table zones (
    id uuid primary key default gen_random_uuid(),
    restaurant_id uuid not null references restaurants (id) on delete cascade,
    name text not null,
    sort_order int2 not null default 0
);
create index on zones (restaurant_id);

create table allowed_capacities (
    restaurant_id uuid not null references restaurants (id) on delete cascade,
    capacity int not null check (capacity > 0),
    primary key (restaurant_id, capacity)
);

create table table_inventory (
    id uuid primary key default gen_random_uuid(),
    restaurant_id uuid not null references restaurants (id) on delete cascade,
    table_number text not null,
    capacity int not null check (capacity > 0),
    min_party_size int not null default 1 check (min_party_size > 0),
    max_party_size int,
    section text,
    status table_status not null default 'available',
    position jsonb,
    notes text,
    zone_id uuid not null references zones (id),
    category table_category not null default 'dining',
    seating_type table_seating_type not null default 'standard',
    mobility table_mobility not null default 'movable',
    active bool not null default true,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (restaurant_id, table_number),
    foreign key (restaurant_id, capacity) references allowed_capacities (restaurant_id, capacity),
    check (max_party_size is null or max_party_size >= min_party_size)
);
create index on table_inventory (zone_id);

create table table_adjacencies (
    table_a uuid not null references table_inventory (id) on delete cascade,
    table_b uuid not null references table_inventory (id) on delete cascade,
    primary key (table_a, table_b),
    check (table_a <> table_b)
);
create index on table_adjacencies (table_b);

create function check_adjacency_zone() returns trigger
language plpgsql
set search_path = public, pg_temp
as $$
begin
    if (select zone_id from table_inventory where id = new.table_a)
       is distinct from (select zone_id from table_inventory where id = new.table_b) then
        raise exception 'Adjacent tables must belong to the same zone' using errcode = '23514';
    end if;
    return new;
end
$$;
create trigger table_adjacencies_zone before insert or update on table_adjacencies
for each row execute function check_adjacency_zone();
