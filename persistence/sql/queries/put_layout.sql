-- Nothing is returned when the version is not the one that was drawn on; 0 is none yet.
insert into maitred.table_layouts as l (restaurant_id, version, tables, changed_by)
select %(restaurant_id)s, 1, %(tables)s, %(by)s
where %(version)s = 0
   or exists (select 1 from maitred.table_layouts where restaurant_id = %(restaurant_id)s)
on conflict (restaurant_id) do update
    set version = l.version + 1, tables = excluded.tables, changed_by = excluded.changed_by,
        changed_at = excluded.changed_at
    where l.version = %(version)s
returning version
