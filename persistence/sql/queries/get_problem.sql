select problem from maitred.runs where id = %(run_id)s
