select policy, rules, weights from maitred.restaurant_settings
where restaurant_id = %(restaurant_id)s
