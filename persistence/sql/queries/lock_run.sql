-- Locked, so that nobody takes the run for abandoned while its plan is written.
select state, plan_hash, problem_hash from maitred.runs where id = %(run_id)s for update
