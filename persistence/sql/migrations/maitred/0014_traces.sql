-- What went on in a request that decided something, or in an attempt at a job: one row each, beside
-- the work, not within its transaction. The history is what counts; this tells how it came about.
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

-- Tell events to the log that is named: all of them or none. What the database has against them is
-- returned, as a SQLSTATE, instead of raised. That takes one round trip, a savepoint three.
create function maitred.observe(p_log regclass, p_restaurant_id uuid, p_events jsonb) returns text
language plpgsql
as $$
begin
    if p_log is null then
        return '42P01';
    end if;
    execute format(
        'insert into %s (
            source, event_type, severity, restaurant_id, booking_id, context, created_at
        )
        select e.source, e.event_type, coalesce(e.severity, ''info''), $1, e.booking_id, e.context,
            clock_timestamp()
        from jsonb_to_recordset($2) as e (
            source text, event_type text, severity text, booking_id uuid, context jsonb
        )', p_log
    ) using p_restaurant_id, p_events;
    return null;
exception when others or query_canceled then
    return sqlstate;
end
$$;
