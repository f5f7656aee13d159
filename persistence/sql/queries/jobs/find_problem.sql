select problem from maitred.job_problems where job_id = %(id)s and hash = %(hash)s
