select version, tables, changed_by, changed_at
from maitred.table_layouts where restaurant_id = %(restaurant_id)s
