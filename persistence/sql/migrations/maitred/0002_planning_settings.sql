-- How a restaurant wants to be planned beside its policy, rules and weights. Null: the defaults.
alter table maitred.restaurant_settings
    add column service_rules jsonb,
    add column pacing jsonb,
    add column hold_backs jsonb,
    add column demand jsonb;
