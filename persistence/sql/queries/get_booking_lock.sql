select reason, locked_by, locked_at
from maitred.booking_locks
where restaurant_id = %(restaurant_id)s and booking_id = %(booking)s
