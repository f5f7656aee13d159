update public.table_holds
set expires_at = greatest(%(until)s, end_at),
    metadata = coalesce(metadata, '{}') || jsonb_build_object('heldUntil', %(held_until)s::text)
where id = %(hold)s
