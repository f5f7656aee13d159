delete from public.allocations where id = any(%(allocations)s) returning id
