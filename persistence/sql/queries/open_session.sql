-- One per booking, whoever opens it first.
insert into public.manual_assignment_sessions (booking_id, restaurant_id, created_by)
values (%(booking)s, %(restaurant_id)s, %(actor)s)
on conflict (booking_id) do nothing
