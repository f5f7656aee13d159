select table_ids, kind, capacity from maitred.merge_sets
where restaurant_id = %(restaurant_id)s
  and (%(only_tables)s::uuid[] is null or table_ids <@ %(only_tables)s)
order by table_ids
