-- Unique and exclusion constraints, and unique indexes without one, with the columns they cover.
select n.nspname || '.' || r.relname as table_name,
    coalesce(c.contype = 'x', false) as exclusion,
    array(select a.attname::text from pg_attribute a
          where a.attrelid = r.oid and a.attnum = any (i.indkey::int2[])) as columns
from pg_index i
join pg_class r on r.oid = i.indrelid
join pg_namespace n on n.oid = r.relnamespace
left join pg_constraint c on c.conindid = i.indexrelid and c.contype in ('p', 'u', 'x')
where n.nspname = 'public' and i.indisvalid
  and (c.contype = 'x' or i.indisunique and i.indpred is null)
