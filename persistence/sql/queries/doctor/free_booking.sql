-- After the product's own function, what it leaves behind.
delete from public.allocations
where booking_id = %(booking_id)s and not shadow and not is_maintenance
