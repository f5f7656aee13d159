-- The product's own event log, under the names that its dashboards read.
select maitred.observe(%(restaurant_id)s::uuid, %(events)s::jsonb) as refused
