select maitred.ask_replan_v1(
    %(restaurant_id)s, %(service_date)s, %(request)s, %(actor)s, %(request_id)s, %(quiet)s,
    %(most)s, %(today)s
) as id
