-- Only from the statuses that the caller names.
update public.bookings set status = 'confirmed'
where id = %(booking)s and status::text = any(%(from)s)
