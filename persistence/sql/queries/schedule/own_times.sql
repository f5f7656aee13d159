select restaurant_id, plan_at from maitred.restaurant_settings where plan_at is not null
