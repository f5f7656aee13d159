-- What there is of what was asked for. A table that this role may not read is as good as missing.
with named as (
    select name, to_regclass(name) as relation from unnest(%(tables)s::text[]) as name
)
select
    array(select name from named
          where relation is not null and has_table_privilege(relation, 'select')) as tables,
    array(select name from named
          where relation is not null and not has_table_privilege(relation, 'select')) as closed,
    array(select name || '.' || a.attname
          from named join pg_attribute a on a.attrelid = relation
          where a.attnum > 0 and not a.attisdropped) as columns,
    array(select name from unnest(%(functions)s::text[]) as name
          where to_regprocedure(name) is not null) as functions,
    array(select extname::text from pg_extension) as extensions
