select set_config('app.capacity.post_assignment.enabled', 'off', true) as setting
