-- The bookings of a date that the history says were given other tables.
select distinct booking_id
from maitred.events
where restaurant_id = %(restaurant_id)s and service_date = %(service_date)s
  and kind = 'booking.moved' and booking_id is not null
order by booking_id
