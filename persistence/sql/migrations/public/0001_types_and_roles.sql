-- Types, roles and the helpers that the booking product's database provides.
create extension if not exists btree_gist;

do $$
declare
    missing text;
begin
    foreach missing in array array['anon', 'authenticated', 'service_role'] loop
        begin
            if not exists (select 1 from pg_roles where rolname = missing) then
                execute format('create role %I nologin', missing);
            end if;
        exception
            -- Another database of this server is being migrated at the same moment.
            when duplicate_object or unique_violation then null;
        end;
    end loop;
end
$$;

create schema if not exists auth;
grant usage on schema public, auth to anon, authenticated, service_role;

create function auth.uid() returns uuid
language sql stable
set search_path = ''
as $$
    select (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid
$$;

create type booking_status as enum (
    'confirmed', 'pending', 'cancelled', 'completed', 'PRIORITY_WAITLIST', 'no_show',
    'pending_allocation', 'checked_in'
);
create type table_mobility as enum ('movable', 'fixed');
create type table_status as enum ('available', 'reserved', 'occupied', 'out_of_service');
create type table_category as enum ('bar', 'dining', 'lounge', 'patio', 'private');
create type table_seating_type as enum ('standard', 'sofa', 'booth', 'high_top');
create type seating_preference_type as enum (
    'any', 'indoor', 'outdoor', 'bar', 'window', 'quiet', 'booth'
);
create type table_hold_status as enum ('active', 'expired', 'confirmed', 'cancelled');
create type manual_assignment_session_state as enum (
    'none', 'proposed', 'held', 'confirmed', 'expired', 'conflicted', 'cancelled'
);
