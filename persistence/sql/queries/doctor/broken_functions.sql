-- Functions that call, without a schema, one that is on none of the schemas they look into.
with called (name) as (values ('digest'), ('record_observability_event')),
caller as (
    select p.oid, p.proname, p.prosrc,
        (select string_to_array(
            replace(replace(substr(setting, length('search_path=') + 1), '"', ''), ' ', ''), ',')
         from unnest(p.proconfig) as setting where setting like 'search_path=%%') as path
    from pg_proc p
    where p.pronamespace = to_regnamespace('public') and p.prokind = 'f'
)
select caller.oid::regprocedure::text as function, called.name as missing
from caller join called
    on caller.prosrc ~ ('(^|[^.[:alnum:]_"])' || called.name || '\s*\(')
    and caller.proname <> called.name
where not exists (
    select 1 from pg_proc f join pg_namespace n on n.oid = f.pronamespace
    where f.proname = called.name
      and n.nspname = any (
          coalesce(caller.path, current_schemas(true)::text[]) || array['pg_catalog'])
)
order by 1, 2
