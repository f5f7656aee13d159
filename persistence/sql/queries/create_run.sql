with run as (
    insert into maitred.runs (
        restaurant_id, service_date, mode, state, problem_hash, plan_hash, problem, plan, undoes,
        outcome, requested_by, request_id
    ) values (
        %(restaurant_id)s, %(service_date)s, %(mode)s, %(state)s, %(problem_hash)s,
        %(plan_hash)s, %(problem)s, %(plan)s, %(undoes)s, %(outcome)s,
        %(actor)s, %(request_id)s
    ) returning id
), first_event as (
    insert into maitred.run_events (run_id, seq, state) select id, 1, %(state)s from run
)
select id from run
