-- One row even when nothing is stored; with it, which of the optional tables may be read: asking
-- for one that is missing would end the transaction.
select s.policy, s.rules, s.weights, s.service_rules, s.pacing, s.hold_backs, s.demand,
    array(
        select t.name from unnest(%(optional)s::text[]) as t (name)
        where has_table_privilege(to_regclass('public.' || t.name), 'select')
    ) as readable
from (values (1)) as one
left join maitred.restaurant_settings s on s.restaurant_id = %(restaurant_id)s
