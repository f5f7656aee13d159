-- Staff see the restaurants they are members of. The service role sees one restaurant at a time:
-- the one it has put into app.restaurant_id for the transaction.
create function app_restaurant_id() returns uuid
language plpgsql stable
set search_path = ''
as $$
declare
    tenant text := nullif(current_setting('app.restaurant_id', true), '');
begin
    if tenant is null then
        raise exception 'app.restaurant_id is not set' using errcode = '42501',
            hint = 'set_config(''app.restaurant_id'', id, true) inside the transaction';
    end if;
    return tenant::uuid;
end
$$;

create function is_member_of(p_restaurant_id uuid) returns bool
language sql stable security definer
set search_path = public, pg_temp
as $$
    select exists (
        select 1 from restaurant_memberships
        where restaurant_id = p_restaurant_id and user_id = (select auth.uid())
    )
$$;

do $$
declare
    item text;
begin
    foreach item in array array[
        'restaurant_memberships', 'zones', 'allowed_capacities', 'table_inventory', 'customers',
        'bookings', 'booking_slots', 'allocations', 'table_holds', 'manual_assignment_sessions',
        'capacity_outbox', 'observability_events', 'restaurant_service_periods',
        'restaurant_operating_hours', 'restaurant_capacity_rules', 'demand_profiles',
        'table_scarcity_metrics', 'strategic_configs'
    ] loop
        execute format('alter table %I enable row level security', item);
        execute format(
            'create policy staff_of_restaurant on %I for select to authenticated '
            'using (is_member_of(restaurant_id))', item);
        execute format('grant select on %I to authenticated', item);
        execute format('grant select, insert, update, delete on %I to service_role', item);
    end loop;
    -- Without a tenant set these raise 42501, as in production.
    foreach item in array array[
        'allocations', 'table_holds', 'table_hold_windows', 'capacity_outbox'
    ] loop
        execute format(
            'create policy service_of_tenant on %I for all to service_role '
            'using (restaurant_id = (select app_restaurant_id())) '
            'with check (restaurant_id = (select app_restaurant_id()))', item);
    end loop;
    foreach item in array array[
        'restaurant_memberships', 'zones', 'allowed_capacities', 'table_inventory', 'customers',
        'bookings', 'booking_slots', 'manual_assignment_sessions', 'observability_events',
        'restaurant_service_periods', 'restaurant_operating_hours', 'restaurant_capacity_rules',
        'demand_profiles', 'table_scarcity_metrics', 'strategic_configs'
    ] loop
        execute format(
            'create policy service on %I for all to service_role using (true) with check (true)',
            item);
    end loop;
end
$$;

alter table restaurants enable row level security;
create policy staff on restaurants for select to authenticated using (is_member_of(id));
create policy service on restaurants for all to service_role using (true) with check (true);
grant select on restaurants to authenticated;
grant select, insert, update, delete on restaurants to service_role;

alter table booking_table_assignments enable row level security;
create policy service_of_tenant on booking_table_assignments for all to service_role
using (exists (
    select 1 from bookings b
    where b.id = booking_id and b.restaurant_id = (select app_restaurant_id())
))
with check (exists (
    select 1 from bookings b
    where b.id = booking_id and b.restaurant_id = (select app_restaurant_id())
));
create policy staff on booking_table_assignments for select to authenticated
using (exists (
    select 1 from bookings b where b.id = booking_id and is_member_of(b.restaurant_id)
));

do $$
declare
    item text;
begin
    foreach item in array array[
        'table_adjacencies', 'booking_state_history', 'booking_assignment_idempotency',
        'service_policy', 'merge_rules', 'feature_flag_overrides'
    ] loop
        execute format('alter table %I enable row level security', item);
        execute format(
            'create policy service on %I for all to service_role using (true) with check (true)',
            item);
        execute format('grant select, insert, update, delete on %I to service_role', item);
    end loop;
end
$$;
grant select, insert, update, delete on booking_table_assignments to service_role;
grant select on booking_table_assignments to authenticated;

-- What belongs to a hold is as visible as the hold.
alter table table_hold_members enable row level security;
alter table table_hold_windows enable row level security;
create policy service_of_tenant on table_hold_members for all to service_role
using (exists (select 1 from table_holds h where h.id = hold_id))
with check (exists (select 1 from table_holds h where h.id = hold_id));
grant select, insert, update, delete on table_hold_members, table_hold_windows to service_role;
