-- What there is of what was asked for, and the schemas that this role may not use: for them
-- to_regclass and to_regprocedure would be errors, so those are not asked about.
with place as (
    select n.nspname::text as name, has_schema_privilege(n.oid, 'usage') as open
    from pg_namespace n where n.nspname in ('public', 'maitred')
)
select
    array(select name from place where not open) as closed,
    quote_ident(current_user) as role,
    array(select t.name from unnest(%(tables)s::text[]) as t (name)
          join place p on p.name = split_part(t.name, '.', 1)
          where case when p.open then to_regclass(t.name) is not null end) as tables,
    array(select f.name from unnest(%(functions)s::text[]) as f (name)
          join place p on p.name = split_part(f.name, '.', 1)
          where case when p.open then to_regprocedure(f.name) is not null end) as functions
