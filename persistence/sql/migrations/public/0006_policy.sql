-- Policies, capacity rules and scoring configuration.
create table service_policy (
    id uuid primary key default gen_random_uuid(),
    lunch_start time not null default '12:00',
    lunch_end time not null default '15:00',
    dinner_start time not null default '17:00',
    dinner_end time not null default '22:00',
    clean_buffer_minutes int not null default 5,
    allow_after_hours bool not null default false
);

create table restaurant_service_periods (
    id uuid primary key default gen_random_uuid(),
    restaurant_id uuid not null references restaurants (id) on delete cascade,
    name text not null,
    day_of_week int2 check (day_of_week between 0 and 6),
    start_time time not null,
    end_time time not null,
    booking_option text not null
);
create index on restaurant_service_periods (restaurant_id);

create table restaurant_operating_hours (
    id uuid primary key default gen_random_uuid(),
    restaurant_id uuid not null references restaurants (id) on delete cascade,
    day_of_week int2 check (day_of_week between 0 and 6),
    effective_date date,
    opens_at time,
    closes_at time,
    is_closed bool not null default false
);
create index on restaurant_operating_hours (restaurant_id);

create table restaurant_capacity_rules (
    id uuid primary key default gen_random_uuid(),
    restaurant_id uuid not null references restaurants (id) on delete cascade,
    service_period_id uuid references restaurant_service_periods (id) on delete cascade,
    day_of_week int2 check (day_of_week between 0 and 6),
    effective_date date,
    max_covers int check (max_covers >= 0),
    max_parties int check (max_parties >= 0)
);
create index on restaurant_capacity_rules (restaurant_id);

create table demand_profiles (
    id uuid primary key default gen_random_uuid(),
    restaurant_id uuid not null references restaurants (id) on delete cascade,
    day_of_week int2 not null check (day_of_week between 0 and 6),
    service_window text not null,
    multiplier numeric not null default 1,
    start_minute int,
    end_minute int,
    priority int not null default 0
);

create table table_scarcity_metrics (
    restaurant_id uuid not null references restaurants (id) on delete cascade,
    table_type text not null,
    scarcity_score numeric not null,
    primary key (restaurant_id, table_type)
);

create table strategic_configs (
    id uuid primary key default gen_random_uuid(),
    restaurant_id uuid unique references restaurants (id) on delete cascade,
    scarcity_weight numeric not null default 22,
    demand_multiplier_override numeric,
    future_conflict_penalty numeric
);

create table merge_rules (
    id uuid primary key default gen_random_uuid(),
    from_a int not null check (from_a > 0),
    from_b int not null check (from_b > 0),
    to_capacity int not null check (to_capacity > 0),
    enabled bool not null default true,
    require_same_zone bool not null default true,
    require_adjacency bool not null default true,
    cross_category_merge bool not null default false,
    unique (from_a, from_b, to_capacity)
);

create table feature_flag_overrides (
    flag text not null,
    environment text not null,
    value bool not null,
    updated_at timestamptz not null default now(),
    primary key (flag, environment)
);
