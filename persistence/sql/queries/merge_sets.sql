select table_ids, kind, capacity from maitred.merge_sets
where restaurant_id = %(restaurant_id)s order by table_ids
