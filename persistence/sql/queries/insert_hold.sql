-- Newer databases want an expiry after the window's end; the deadline that was promised is in the
-- metadata.
insert into public.table_holds (
    restaurant_id, booking_id, zone_id, start_at, end_at, expires_at, created_by, metadata
) values (
    %(restaurant_id)s, %(booking)s, %(zone)s, %(start_at)s, %(end_at)s,
    greatest(%(until)s, %(end_at)s), %(actor)s, %(metadata)s
)
returning id
