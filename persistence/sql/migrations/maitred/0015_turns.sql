-- Whose turn it is among restaurants, edits that are answered together, and plans by the clock.

alter table maitred.jobs
    -- Jobs of one kind are done turn by turn: the k-th unfinished job of a restaurant has its place
    -- k turns after the first job that waits: one with a thousand jobs waits for itself.
    add column turn int not null default 0,
    -- Edits of its date are still collected: another one does not make another job.
    add column settles boolean not null default false,
    -- How many orders it answers.
    add column asked int not null default 1;
create index on maitred.jobs (kind, turn) where state = 'queued';
create unique index jobs_settling on maitred.jobs (restaurant_id, service_date)
where settles and state = 'queued';

-- The package looks for earlier jobs with the same lock, for which it has no index.
create index maitred_jobs_lock on maitred.procrastinate_jobs (lock, priority desc, id)
where status = 'todo' and lock is not null;

-- When the dates of a restaurant are planned by themselves; null: as the workers say.
alter table maitred.restaurant_settings add column plan_at time [];

-- What was planned by the clock: once for each date and time, whatever clocks and workers do.
create table maitred.scheduled_plans (
    restaurant_id uuid not null,
    service_date date not null,
    plan_at time not null,
    created_at timestamptz not null default clock_timestamp(),
    primary key (restaurant_id, service_date, plan_at)
);
create index on maitred.scheduled_plans (created_at);
alter table maitred.scheduled_plans enable row level security;
alter table maitred.scheduled_plans force row level security;
create policy tenant on maitred.scheduled_plans
using (
    (select nullif(current_setting('app.restaurant_id', true), '')::uuid) is null
    or restaurant_id = (select nullif(current_setting('app.restaurant_id', true), '')::uuid)
);

-- What one worker of all does every few seconds: whoever moves `due` does it.
create table maitred.chores (
    name text primary key,
    due timestamptz not null
);

-- The turn of a restaurant's next job. It sees the jobs of all restaurants, and tells a number.
create function maitred.next_turn_v1(of_restaurant uuid, of_kind text) returns int
language sql volatile
set search_path = maitred, pg_temp
set app.restaurant_id = ''
as $$
    -- The clamp is for a queue that is not empty for years.
    select least(
        2000000000,
        coalesce((select min(j.turn) from jobs j where j.state = 'queued' and j.kind = of_kind), 0)
        + (
            select count(*) from jobs j
            where j.restaurant_id = of_restaurant and j.kind = of_kind and j.finished_at is null
        )
    )::int
$$;

-- How many turns of others a job goes before: twenty when its date is tonight, ten within a week,
-- and ten more when somebody waits for it.
create function maitred.head_start_v1(on_date date, today date, awaited boolean) returns int
language sql stable
set search_path = maitred, pg_temp
as $$
    select case when on_date <= t.day then 20 when on_date < t.day + 7 then 10 else 0 end
        + case when awaited then 10 else 0 end
    from (select coalesce(today, (now() at time zone 'UTC')::date) as day) t
$$;

-- A job, its first event and its place in the queue: all of them, or none.
create function maitred.queue_job_v1(
    job_id uuid, of_restaurant uuid, of_kind text, on_date date, wanted jsonb, actor uuid,
    request text, with_lock text, awaited boolean, today date
) returns void
language plpgsql
set search_path = maitred, pg_temp
as $$
declare
    own_turn int := next_turn_v1(of_restaurant, of_kind);
    place bigint;
begin
    place := (procrastinate_defer_jobs_v1(array[row(
        of_kind, 'maitred.job', head_start_v1(on_date, today, awaited) - own_turn,
        with_lock, null,
        jsonb_build_object('job', job_id::text, 'restaurant', of_restaurant::text), null
    )::procrastinate_job_to_defer_v1]))[1];
    insert into jobs (
        id, restaurant_id, kind, service_date, request, requested_by, request_id, queue_id, turn
    ) values (
        job_id, of_restaurant, of_kind, on_date, wanted, actor, request, place, own_turn
    );
    insert into job_events (job_id, seq, kind, data)
    values (queue_job_v1.job_id, 1, 'state', jsonb_build_object('state', 'queued'));
end
$$;

-- A date was edited: have it planned once the edits have settled. Call it at the end of the
-- transaction of the edit. One job answers for all edits of a date until it begins; that locks
-- the job's row first, so it waits for transactions that have called this, and sees their edits.
-- It begins when no edit came for `quiet` seconds, or `most` seconds after the first.
create function maitred.ask_replan_v1(
    of_restaurant uuid, on_date date, wanted jsonb default null, actor uuid default null,
    request text default null, quiet float default 2, most float default 10,
    today date default null
) returns uuid
language plpgsql
set search_path = maitred, pg_temp
set app.restaurant_id = ''
as $$
declare
    job jobs;
    place bigint;
    plan jsonb := jsonb_build_object(
        'mode', 'fill', 'maxMoves', null, 'budgetSeconds', 10, 'dryRun', false
    ) || coalesce(wanted, '{}');
    moment timestamptz := clock_timestamp();
begin
    insert into jobs (
        restaurant_id, kind, service_date, request, requested_by, request_id, settles, turn
    ) values (
        of_restaurant, 'plan', on_date, plan, actor, request, true,
        next_turn_v1(of_restaurant, 'plan')
    )
    on conflict (restaurant_id, service_date) where settles and state = 'queued'
    do update set asked = jobs.asked + 1, request = excluded.request,
        requested_by = excluded.requested_by, request_id = excluded.request_id
    returning * into job;
    if job.queue_id is not null then
        update procrastinate_jobs
        set scheduled_at = least(
            moment + make_interval(secs => quiet), job.created_at + make_interval(secs => most)
        )
        where id = job.queue_id and status = 'todo';
        return job.id;
    end if;
    place := (procrastinate_defer_jobs_v1(array[row(
        'plan', 'maitred.job', head_start_v1(on_date, today, false) - job.turn,
        of_restaurant || ':' || on_date, null,
        jsonb_build_object('job', job.id::text, 'restaurant', of_restaurant::text),
        moment + make_interval(secs => least(quiet, most))
    )::procrastinate_job_to_defer_v1]))[1];
    update jobs set queue_id = place where id = job.id;
    insert into job_events (job_id, seq, kind, data)
    values (job.id, 1, 'state', jsonb_build_object('state', 'queued'));
    return job.id;
end
$$;
-- Give out the job whose turn it is, unless its restaurant has `most` of its queues in hand. One
-- worker after the other: only so nobody takes a restaurant's last place twice, or a later job of a
-- lock while an earlier one is being taken. A crash may forget that a job was given out, so nobody
-- waits for the disk: it is given out again, and whoever has begun it has written more by then.
create function maitred.fetch_job_v1(queues text [], worker bigint, most int)
returns setof maitred.procrastinate_jobs
language plpgsql
set search_path = maitred, pg_temp
as $$
declare
    sated text [];
begin
    perform pg_advisory_xact_lock(hashtext('maitred.fetch_job'), hashtext(queues::text));
    perform set_config('synchronous_commit', 'off', true);
    select array_agg(q.tenant) into sated from (
        select j.args ->> 'restaurant' as tenant from procrastinate_jobs j
        where j.status = 'doing' and j.queue_name = any(queues) and j.args ? 'restaurant'
        group by 1 having count(*) >= most
    ) q;
    return query
    update procrastinate_jobs q set status = 'doing', worker_id = worker
    where q.id = (
        select j.id from procrastinate_jobs j
        where j.status = 'todo' and j.queue_name = any(queues)
          and (j.scheduled_at is null or j.scheduled_at <= now())
          and (sated is null or coalesce(j.args ->> 'restaurant', '') <> all(sated))
          and (j.lock is null or not exists (
              select from procrastinate_jobs o where o.lock = j.lock and o.status = 'doing'
          ))
          and (j.lock is null or not exists (
              select from procrastinate_jobs o
              where o.lock = j.lock and o.status = 'todo'
                and (o.priority > j.priority or (o.priority = j.priority and o.id < j.id))
          ))
        order by j.priority desc, j.id limit 1
        for update skip locked
    )
    returning q.*;
end
$$;
