select 'table_scarcity_metrics' as source, to_jsonb(m) as data
from public.table_scarcity_metrics m where m.restaurant_id = %(restaurant_id)s
