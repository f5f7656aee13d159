update public.manual_assignment_sessions
set state = %(state)s::public.manual_assignment_session_state,
    selection = %(selection)s,
    selection_version = %(selection_version)s,
    context_version = %(context)s,
    policy_version = %(policy)s,
    table_version = %(tables)s,
    adjacency_version = %(adjacency)s,
    flags_version = %(flags)s,
    window_version = %(window)s,
    holds_version = %(holds)s,
    assignments_version = %(assignments)s,
    hold_id = %(hold)s,
    expires_at = %(expires_at)s,
    updated_at = now()
where id = %(session)s
