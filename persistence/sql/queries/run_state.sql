select state from maitred.runs where id = %(run_id)s
