update maitred.jobs set traceparent = %(traceparent)s where id = %(id)s
