-- Switched off for the transaction when there is nothing that it could find.
select case
    when exists (
        select 1 from public.restaurant_capacity_rules where restaurant_id = %(restaurant_id)s
    ) then 'on'
    else set_config('app.capacity.post_assignment.enabled', 'off', true)
end as setting
