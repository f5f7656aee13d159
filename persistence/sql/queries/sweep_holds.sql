with expired as (
    select h.id from public.table_holds h
    where h.restaurant_id = %(restaurant_id)s
      and least(h.expires_at, (h.metadata ->> 'heldUntil')::timestamptz) <= now()
      and tstzrange(h.start_at, h.end_at) && tstzrange(%(window_start)s, %(window_end)s)
    for update
), members as (
    delete from public.table_hold_members m using expired where m.hold_id = expired.id
)
select id from expired
