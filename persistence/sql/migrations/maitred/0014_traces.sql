-- What went on in a request that decided something, or in an attempt at a job: one row each, written
-- beside the work and not within it. The history is what counts; this tells how it came about.
create table maitred.traces (
    id bigint generated always as identity primary key,
    request_id text not null,
    kind text not null check (kind in ('request', 'job')),
    restaurant_id uuid not null,
    booking_id uuid,
    run_id uuid,
    job_id uuid,
    caller text,
    at timestamptz not null,
    seconds real not null,
    -- Of a request: method, route and status. Of a job: its kind and its end.
    what text not null,
    outcome text not null,
    steps jsonb not null
);
create index on maitred.traces (request_id);
create index on maitred.traces (booking_id, at);
create index on maitred.traces (at);

alter table maitred.traces enable row level security;
alter table maitred.traces force row level security;
create policy tenant on maitred.traces
using (
    (select nullif(current_setting('app.restaurant_id', true), '')::uuid) is null
    or restaurant_id = (select nullif(current_setting('app.restaurant_id', true), '')::uuid)
);

-- By request: all that one id has led to.
create index on maitred.events (request_id);
create index on maitred.runs (request_id);
create index on maitred.jobs (request_id);

-- A job belongs to the spans of the request that asked for it.
alter table maitred.jobs add column traceparent text;
