update public.bookings set assigned_zone_id = null
where id = %(booking_id)s and assigned_zone_id is not null
