delete from maitred.booking_locks
where restaurant_id = %(restaurant_id)s and booking_id = %(booking)s
returning booking_id
