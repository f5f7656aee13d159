insert into maitred.job_problems (job_id, hash, problem)
values (%(id)s, %(hash)s, %(problem)s) on conflict do nothing
