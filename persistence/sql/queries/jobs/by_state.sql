select kind, state, count(*) as number from maitred.jobs where finished_at is null group by kind, state
