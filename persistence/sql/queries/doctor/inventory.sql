-- What there is of what was asked for. A table that this role may not read is as good as missing;
-- to_regclass and to_regprocedure would be errors for a schema that it may not use.
with named as (
    select t.name, r.oid as relation,
        has_schema_privilege(n.oid, 'usage') and has_table_privilege(r.oid, 'select') as readable
    from unnest(%(tables)s::text[]) as t (name)
    join pg_namespace n on n.nspname = split_part(t.name, '.', 1)
    join pg_class r on r.relnamespace = n.oid and r.relname = split_part(t.name, '.', 2)
)
select
    array(select name from named where readable) as tables,
    array(select name from named where not readable) as closed,
    array(select name || '.' || a.attname
          from named join pg_attribute a on a.attrelid = relation
          where a.attnum > 0 and not a.attisdropped) as columns,
    array(select f.name from unnest(%(functions)s::text[]) as f (name)
          join pg_namespace n on n.nspname = split_part(f.name, '.', 1)
          where case when has_schema_privilege(n.oid, 'usage')
                     then to_regprocedure(f.name) is not null end) as functions,
    array(select extname::text from pg_extension) as extensions
