-- Long work: one row each, from being asked for to its end. procrastinate_jobs only says whose turn
-- it is; what counts is here.
create table maitred.jobs (
    id uuid primary key default gen_random_uuid(),
    restaurant_id uuid not null,
    kind text not null check (kind in ('scenarios', 'plan')),
    state text not null default 'queued'
        check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
    -- Of a plan.
    service_date date,
    request jsonb not null,
    requested_by uuid,
    request_id text,
    -- The row of procrastinate_jobs; it is gone when the job is over.
    queue_id bigint,
    -- How often it was begun. Whoever works on an earlier attempt can write nothing any more.
    attempt int not null default 0,
    -- How often a worker ended without a word, and how often something in the way may soon be gone.
    deaths int not null default 0,
    failures int not null default 0,
    worker text,
    progress jsonb,
    result jsonb,
    error jsonb,
    cancel_requested_at timestamptz,
    heartbeat_at timestamptz,
    created_at timestamptz not null default clock_timestamp(),
    started_at timestamptz,
    finished_at timestamptz,
    last_seq int not null default 1,
    check ((finished_at is null) = (state in ('queued', 'running')))
);
create index on maitred.jobs (restaurant_id, created_at desc);
create index on maitred.jobs (restaurant_id) where finished_at is null;
create index on maitred.jobs (heartbeat_at) where state = 'running';
create index on maitred.jobs (finished_at);
create index on maitred.jobs (queue_id) where finished_at is null;

-- What is told of a job while it lasts; old rows of progress go first.
create table maitred.job_events (
    job_id uuid not null references maitred.jobs (id) on delete cascade,
    seq int not null,
    at timestamptz not null default clock_timestamp(),
    kind text not null check (kind in ('state', 'progress')),
    data jsonb not null,
    primary key (job_id, seq)
);

-- What scenarios were solved: problems by their hash, and plans with all that repeats them.
create table maitred.job_problems (
    job_id uuid not null references maitred.jobs (id) on delete cascade,
    hash text not null,
    problem jsonb not null,
    primary key (job_id, hash)
);
create table maitred.job_runs (
    job_id uuid not null references maitred.jobs (id) on delete cascade,
    key text not null,
    run jsonb not null,
    plan jsonb not null,
    created_at timestamptz not null default clock_timestamp(),
    primary key (job_id, key)
);

alter table maitred.jobs enable row level security;
alter table maitred.jobs force row level security;
create policy tenant on maitred.jobs
using (
    (select nullif(current_setting('app.restaurant_id', true), '')::uuid) is null
    or restaurant_id = (select nullif(current_setting('app.restaurant_id', true), '')::uuid)
);

-- What belongs to a job is as visible as the job. One statement writes a job and its first event,
-- and does not see the job yet.
alter table maitred.job_events enable row level security;
alter table maitred.job_events force row level security;
create policy tenant on maitred.job_events
using (exists (select 1 from maitred.jobs j where j.id = job_id)) with check (true);

do $$
declare
    item text;
begin
    foreach item in array array['job_problems', 'job_runs'] loop
        execute format('alter table maitred.%I enable row level security', item);
        execute format('alter table maitred.%I force row level security', item);
        execute format(
            'create policy tenant on maitred.%I using '
            '(exists (select 1 from maitred.jobs j where j.id = job_id))', item);
    end loop;
end
$$;
