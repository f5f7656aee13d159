-- The durable queue and the event log.
create table capacity_outbox (
    id uuid primary key default gen_random_uuid(),
    event_type text not null,
    dedupe_key text,
    restaurant_id uuid references restaurants (id) on delete cascade,
    booking_id uuid references bookings (id) on delete set null,
    idempotency_key text,
    payload jsonb not null default '{}',
    status text not null default 'pending'
        check (status in ('pending', 'processing', 'done', 'dead')),
    attempt_count int not null default 0,
    next_attempt_at timestamptz not null default now(),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (event_type, dedupe_key)
);
create index on capacity_outbox (status, next_attempt_at);

create table observability_events (
    id uuid primary key default gen_random_uuid(),
    created_at timestamptz not null default now(),
    source text not null,
    event_type text not null,
    severity text not null default 'info'
        check (severity in ('info', 'notice', 'warning', 'error', 'critical')),
    context jsonb,
    restaurant_id uuid,
    booking_id uuid
);
create index on observability_events (restaurant_id, created_at);
create index on observability_events (booking_id);
