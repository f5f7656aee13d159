-- Nothing is kept for an attempt that is not the present one.
insert into maitred.job_runs (job_id, key, run, plan)
select j.id, %(key)s, %(run)s, %(plan)s from maitred.jobs j
where j.id = %(id)s and j.attempt = %(attempt)s and j.state = 'running'
for share of j
on conflict do nothing
