-- A transaction that has named its restaurant reaches no other one's rows, not even as the owner of
-- the tables. One that has named none reaches all: who sweeps, or looks up whose a run is.
do $$
declare
    item text;
    tenant text := '(select nullif(current_setting(''app.restaurant_id'', true), '''')::uuid)';
begin
    foreach item in array array[
        'runs', 'idempotency_keys', 'merge_sets', 'restaurant_settings', 'events', 'service_tokens'
    ] loop
        execute format('alter table maitred.%I enable row level security', item);
        execute format('alter table maitred.%I force row level security', item);
        execute format(
            'create policy tenant on maitred.%I using (%s is null or restaurant_id = %s)',
            item, tenant, tenant);
    end loop;
end
$$;

-- What belongs to a run is as visible as the run. One statement writes a run and its first event,
-- and does not see the run yet.
alter table maitred.run_events enable row level security;
alter table maitred.run_events force row level security;
create policy tenant on maitred.run_events
using (exists (select 1 from maitred.runs r where r.id = run_id)) with check (true);
