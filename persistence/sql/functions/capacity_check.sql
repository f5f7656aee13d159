-- Covers and parties that the restaurant's capacity rules allow, checked after an assignment.
create or replace function check_post_assignment_capacity(p_booking_id uuid) returns void
language plpgsql security definer
set search_path = public, pg_temp
as $$
declare
    v_booking bookings;
    v_rule record;
    v_covers bigint;
    v_parties bigint;
begin
    if current_setting('app.capacity.post_assignment.enabled', true) = 'off' then
        return;
    end if;
    select * into v_booking from bookings where id = p_booking_id for update;
    perform 1 from restaurants where id = v_booking.restaurant_id for update;
    for v_rule in
        select r.max_covers, r.max_parties, p.start_time, p.end_time
        from restaurant_capacity_rules r
        left join restaurant_service_periods p on p.id = r.service_period_id
        where r.restaurant_id = v_booking.restaurant_id
          and (r.effective_date is null or r.effective_date = v_booking.booking_date)
          and (r.day_of_week is null
               or r.day_of_week = extract(dow from v_booking.booking_date))
          and (p.id is null
               or v_booking.start_time >= p.start_time and v_booking.start_time < p.end_time)
    loop
        select coalesce(sum(b.party_size), 0), count(*) into v_covers, v_parties
        from bookings b
        where b.restaurant_id = v_booking.restaurant_id
          and b.booking_date = v_booking.booking_date
          and b.status not in ('cancelled', 'no_show')
          and (v_rule.start_time is null
               or b.start_time >= v_rule.start_time and b.start_time < v_rule.end_time)
          and exists (select 1 from booking_table_assignments a where a.booking_id = b.id);
        if v_covers > v_rule.max_covers or v_parties > v_rule.max_parties then
            raise exception 'capacity_exceeded_post_assignment' using errcode = 'P0001',
                detail = format('%s covers of at most %s, %s parties of at most %s',
                    v_covers, coalesce(v_rule.max_covers::text, 'any'),
                    v_parties, coalesce(v_rule.max_parties::text, 'any')),
                hint = 'Raise the capacity rule, or turn a party away.';
        end if;
    end loop;
end
$$;

revoke execute on function check_post_assignment_capacity(uuid) from public;
