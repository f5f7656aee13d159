-- Plans beside the old allocator: they are compared with what it did, and never written.
alter table maitred.runs drop constraint runs_state_check;
alter table maitred.runs add constraint runs_state_check check (
    state in ('planned', 'committing', 'committed', 'conflicted', 'failed', 'shadow')
);
create index on maitred.runs (restaurant_id, service_date, created_at desc)
where state = 'shadow';

alter table maitred.jobs drop constraint jobs_kind_check;
alter table maitred.jobs add constraint jobs_kind_check check (
    kind in ('scenarios', 'plan', 'shadow')
);

-- How evenings ended: who sat where and who was refused. The product's own rows are cleaned up and
-- edited later; what is compared over weeks must not change with them.
create table maitred.shadow_evenings (
    restaurant_id uuid not null,
    service_date date not null,
    ended jsonb not null,
    updated_at timestamptz not null default now(),
    primary key (restaurant_id, service_date)
);
alter table maitred.shadow_evenings enable row level security;
alter table maitred.shadow_evenings force row level security;
do $$
declare
    tenant text := '(select nullif(current_setting(''app.restaurant_id'', true), '''')::uuid)';
    trusted record;
begin
    execute format(
        'create policy tenant on maitred.shadow_evenings using (%s is null or restaurant_id = %s)',
        tenant, tenant);
    -- Who serves with the tables there were goes on with this one.
    for trusted in
        select acl.grantee::regrole as role, acl.privilege_type as privilege
        from pg_class c cross join lateral aclexplode(c.relacl) as acl
        where c.oid = 'maitred.events'::regclass and acl.grantee not in (0, c.relowner)
          and lower(acl.privilege_type) in ('select', 'insert', 'update', 'delete')
    loop
        execute format(
            'grant %s on maitred.shadow_evenings to %s', trusted.privilege, trusted.role);
    end loop;
end
$$;
