select id, from_a, from_b, to_capacity, enabled, require_same_zone, require_adjacency,
    cross_category_merge
from public.merge_rules
order by from_a, from_b
