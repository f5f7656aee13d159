delete from maitred.scheduled_plans
where created_at < %(now)s - make_interval(days => %(days)s)
