-- Where tables stand on the floor plan, by table id; the product's own positions count where this
-- says nothing. The version grows with every change: whoever drew on an older one is told.
create table maitred.table_layouts (
    restaurant_id uuid primary key,
    version int not null check (version > 0),
    tables jsonb not null check (jsonb_typeof(tables) = 'object'),
    -- A user's id, or a machine's name.
    changed_by text not null,
    changed_at timestamptz not null default now()
);

alter table maitred.table_layouts enable row level security;
alter table maitred.table_layouts force row level security;
do $$
declare
    tenant text := '(select nullif(current_setting(''app.restaurant_id'', true), '''')::uuid)';
    trusted record;
begin
    execute format(
        'create policy tenant on maitred.table_layouts using (%s is null or restaurant_id = %s)',
        tenant, tenant);
    -- Who serves with the tables there were goes on with this one.
    for trusted in
        select acl.grantee::regrole as role, acl.privilege_type as privilege
        from pg_class c cross join lateral aclexplode(c.relacl) as acl
        where c.oid = 'maitred.events'::regclass and acl.grantee not in (0, c.relowner)
          and lower(acl.privilege_type) in ('select', 'insert', 'update', 'delete')
    loop
        execute format(
            'grant %s on maitred.table_layouts to %s', trusted.privilege, trusted.role);
    end loop;
end
$$;
