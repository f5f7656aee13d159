select run, plan from maitred.job_runs where job_id = %(id)s and key = %(key)s
