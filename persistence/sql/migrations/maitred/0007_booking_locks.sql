-- An operator's decision: the booking keeps the tables it has, or stays without.
create table maitred.booking_locks (
    restaurant_id uuid not null,
    booking_id uuid not null,
    reason text check (length(reason) between 1 and 200),
    -- A user's id, or a machine's name.
    locked_by text not null,
    locked_at timestamptz not null default now(),
    primary key (restaurant_id, booking_id)
);

alter table maitred.booking_locks enable row level security;
alter table maitred.booking_locks force row level security;
do $$
declare
    tenant text := '(select nullif(current_setting(''app.restaurant_id'', true), '''')::uuid)';
    trusted record;
begin
    execute format(
        'create policy tenant on maitred.booking_locks using (%s is null or restaurant_id = %s)',
        tenant, tenant);
    -- Who serves with the tables there were goes on with this one.
    for trusted in
        select acl.grantee::regrole as role, acl.privilege_type as privilege
        from pg_class c cross join lateral aclexplode(c.relacl) as acl
        where c.oid = 'maitred.events'::regclass and acl.grantee not in (0, c.relowner)
          and lower(acl.privilege_type) in ('select', 'insert', 'update', 'delete')
    loop
        execute format(
            'grant %s on maitred.booking_locks to %s', trusted.privilege, trusted.role);
    end loop;
end
$$;
