-- Whose rows wait now. A role that sees one restaurant at a time may not ask this.
select distinct restaurant_id from public.capacity_outbox
where status = 'pending' and next_attempt_at <= now() and event_type = any(%(known)s)
  and restaurant_id is not null
