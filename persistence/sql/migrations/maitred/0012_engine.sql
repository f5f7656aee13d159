-- Who decides a restaurant's dates: one row for each time that somebody set it, never changed
-- afterwards. Of the rows that have a date the last one counts.
create table maitred.engine_settings (
    id bigint generated always as identity primary key,
    restaurant_id uuid not null,
    dates daterange not null default '(,)' check (not isempty(dates)),
    -- Null: as if nothing had been set for these dates.
    state text check (state in ('off', 'shadow', 'canary', 'on')),
    percent int check (percent between 0 and 100),
    reason text check (length(reason) between 1 and 200),
    -- A user's id, a machine's name, or who used the command.
    set_by text not null,
    set_at timestamptz not null default clock_timestamp(),
    check ((percent is not null) = (state is not null and state = 'canary'))
);
create index on maitred.engine_settings (restaurant_id, id desc);

-- The kill switch, for one restaurant or (null) for all; thrown until it is revived.
create table maitred.engine_kills (
    id bigint generated always as identity primary key,
    restaurant_id uuid,
    reason text check (length(reason) between 1 and 200),
    killed_by text not null,
    killed_at timestamptz not null default clock_timestamp(),
    revived_by text,
    revived_at timestamptz,
    check ((revived_at is null) = (revived_by is null))
);
create unique index engine_killed_once on maitred.engine_kills (restaurant_id) nulls not distinct
where revived_at is null;

do $$
declare
    item text;
    tenant text := '(select nullif(current_setting(''app.restaurant_id'', true), '''')::uuid)';
    trusted record;
begin
    foreach item in array array['engine_settings', 'engine_kills'] loop
        execute format('alter table maitred.%I enable row level security', item);
        execute format('alter table maitred.%I force row level security', item);
        execute format(
            'create policy tenant on maitred.%I using (%s is null or restaurant_id = %s)',
            item, tenant, tenant);
        -- Who serves with the tables there were goes on with these.
        for trusted in
            select acl.grantee::regrole as role, acl.privilege_type as privilege
            from pg_class c cross join lateral aclexplode(c.relacl) as acl
            where c.oid = 'maitred.events'::regclass and acl.grantee not in (0, c.relowner)
              and lower(acl.privilege_type) in ('select', 'insert', 'update', 'delete')
        loop
            execute format('grant %s on maitred.%I to %s', trusted.privilege, item, trusted.role);
        end loop;
    end loop;
end
$$;

-- What counts for every restaurant is seen from within each, and changed from within none.
create policy everywhere on maitred.engine_kills for select using (restaurant_id is null);
