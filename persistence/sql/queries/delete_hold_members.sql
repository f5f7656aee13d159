-- Before their holds: triggers on them remove windows and shadow allocations.
delete from public.table_hold_members where hold_id = any(%(holds)s)
