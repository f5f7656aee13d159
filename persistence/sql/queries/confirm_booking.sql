-- Only from the statuses that the caller names; returns what it was before.
with was as (select id, status from public.bookings where id = %(booking)s)
update public.bookings b set status = 'confirmed'
from was
where b.id = was.id and b.status::text = any(%(from)s)
returning was.status::text as from_status
