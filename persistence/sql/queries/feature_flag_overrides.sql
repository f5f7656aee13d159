-- The product's overrides of its flags at run time, in one environment.
select 'feature_flag_overrides' as source, to_jsonb(f) as data
from public.feature_flag_overrides f
where f.environment = %(environment)s
