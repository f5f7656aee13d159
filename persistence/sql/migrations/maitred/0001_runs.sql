-- maitred's own tables, in a schema of their own: nothing of an existing database is changed.
create table maitred.runs (
    id uuid primary key default gen_random_uuid(),
    restaurant_id uuid not null,
    service_date date not null,
    mode text not null,
    state text not null
        check (state in ('planned', 'committing', 'committed', 'conflicted', 'failed')),
    problem_hash text not null,
    plan_hash text not null,
    problem jsonb not null,
    plan jsonb not null,
    outcome jsonb,
    requested_by uuid,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create index on maitred.runs (restaurant_id, service_date, created_at desc);

create table maitred.run_events (
    run_id uuid not null references maitred.runs (id) on delete cascade,
    seq int not null,
    at timestamptz not null default now(),
    state text not null,
    detail jsonb,
    primary key (run_id, seq)
);

create table maitred.idempotency_keys (
    restaurant_id uuid not null,
    route text not null,
    key text not null check (length(key) between 1 and 255),
    body_hash text not null,
    status int not null,
    -- Text, not jsonb: a repeated request gets the same bytes.
    response text not null,
    run_id uuid references maitred.runs (id) on delete set null,
    created_at timestamptz not null default now(),
    primary key (restaurant_id, route, key)
);
create index on maitred.idempotency_keys (created_at);

create table maitred.merge_sets (
    restaurant_id uuid not null,
    table_ids uuid[] not null,
    kind text not null default 'allow' check (kind in ('allow', 'forbid')),
    capacity int check (capacity > 0),
    primary key (restaurant_id, table_ids)
);

create table maitred.restaurant_settings (
    restaurant_id uuid primary key,
    policy jsonb,
    rules jsonb,
    weights jsonb,
    updated_at timestamptz not null default now()
);
