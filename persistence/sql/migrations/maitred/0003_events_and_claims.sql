-- What was decided and written, by whom and why: one row each, never changed afterwards.
create table maitred.events (
    id bigint generated always as identity primary key,
    at timestamptz not null default clock_timestamp(),
    restaurant_id uuid not null,
    service_date date,
    run_id uuid references maitred.runs (id) on delete set null,
    booking_id uuid,
    -- Such as run.committed, booking.assigned, doctor.fixed.
    kind text not null,
    actor uuid,
    reason text,
    detail jsonb
);
create index on maitred.events (restaurant_id, service_date, id);
create index on maitred.events (booking_id, id);
create index on maitred.events (run_id, id);

-- A key is claimed before the work and answered in the transaction of its effect. The claim of a
-- service that died runs out; its token keeps that service from answering later.
alter table maitred.idempotency_keys
    alter column status drop not null,
    alter column response drop not null,
    add column claim uuid,
    add column claimed_until timestamptz,
    add constraint answered_or_claimed
        check ((status is null) = (response is null) and num_nonnulls(response, claim::text) > 0);

-- A committed run may be taken back by a later one.
alter table maitred.runs add column undoes uuid unique references maitred.runs (id);
