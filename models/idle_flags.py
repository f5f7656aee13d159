"""Flags of the running product that mean nothing to maitred: read, validated, said to be idle."""

from typing import Annotated

from pydantic import Field, field_validator

from models.base import Value

MOST_DELAY_MS = 300_000


class IdleFlags(Value):
    """The product's flags without effect; each says why."""

    feature_adjacency_query_undirected: bool = True
    """Neighbours count both ways, however they are stored."""
    feature_planner_time_pruning_enabled: bool = True
    """What is taken is never offered; there is nothing to prune."""
    capacity_disable_time_pruning: bool = False
    """See FEATURE_PLANNER_TIME_PRUNING_ENABLED."""
    feature_selector_lookahead: bool = True
    """All bookings of a date are planned together, and a quote says whom a table would cost one."""
    feature_selector_lookahead_window_minutes: Annotated[int, Field(ge=5, le=480)] = 120
    """See FEATURE_SELECTOR_LOOKAHEAD."""
    feature_selector_lookahead_penalty_weight: Annotated[int, Field(ge=1, le=100_000)] = 500
    """See FEATURE_SELECTOR_LOOKAHEAD."""
    feature_selector_lookahead_block_threshold: Annotated[int, Field(ge=0, le=100_000)] = 0
    """See FEATURE_SELECTOR_LOOKAHEAD."""
    capacity_disable_lookahead: bool = False
    """See FEATURE_SELECTOR_LOOKAHEAD."""
    feature_selector_scoring: bool = True
    """A label of telemetry; every candidate is scored."""
    feature_selector_max_plans_per_slack: Annotated[int, Field(ge=1, le=500)] = 50
    """Every legal table set is a candidate; the budget of a request limits the work."""
    feature_selector_max_combination_evaluations: Annotated[int, Field(ge=1, le=5000)] = 500
    """See FEATURE_SELECTOR_MAX_PLANS_PER_SLACK."""
    feature_selector_enumeration_timeout_ms: Annotated[int, Field(ge=50, le=10_000)] = 1000
    """See FEATURE_SELECTOR_MAX_PLANS_PER_SLACK."""
    feature_context_query_padding_minutes: Annotated[int, Field(ge=0, le=240)] = 60
    """The whole date is read, with what reaches into it."""
    feature_holds_enabled: bool = True
    """Holds are always respected."""
    feature_holds_strict_conflicts_enabled: bool = False
    """Holds are always checked under their locks."""
    feature_policy_requote_enabled: bool = True
    """A refused confirmation has a fresh quote in its details; it never confirms other tables."""
    feature_auto_assign_on_booking: bool = False
    """maitred is asked; it does nothing by itself when a booking is made."""
    feature_inline_auto_assign_timeout_ms: Annotated[int, Field(ge=2000, le=20_000)] = 12_000
    """See FEATURE_AUTO_ASSIGN_ON_BOOKING; a request says its own budget (`budgetMs`)."""
    feature_auto_assign_max_retries: Annotated[int, Field(ge=0, le=10)] = 3
    """See FEATURE_AUTO_ASSIGN_ON_BOOKING."""
    feature_auto_assign_retry_delays_ms: str = "5000,15000,45000"
    """See FEATURE_AUTO_ASSIGN_ON_BOOKING. Each from 0 to 300000."""
    feature_auto_assign_start_cutoff_minutes: Annotated[int, Field(ge=0, le=240)] = 10
    """See FEATURE_AUTO_ASSIGN_ON_BOOKING."""
    feature_auto_assign_retry_policy_v2: bool = False
    """See FEATURE_AUTO_ASSIGN_ON_BOOKING."""
    planner_cache_enabled: bool = False
    """Nothing is cached: the next answer may differ."""
    planner_cache_ttl_ms: Annotated[int, Field(ge=1000, le=600_000)] = 60_000
    """See PLANNER_CACHE_ENABLED."""
    debug_capacity_profiling: bool = False
    """Every plan carries its statistics."""
    strategic_demand_profile_path: str = "config/demand-profiles.json"
    """Demand is data of the restaurant: `demand_profiles`, or `demand` in its settings."""
    load_test_disable_emails: bool = False
    """maitred sends no mail."""
    suppress_emails: bool = False
    """maitred sends no mail."""
    feature_adjacency_validation: bool | None = None
    """Nothing in the product reads it either."""
    feature_allocations_dual_write: bool | None = None
    """Nothing in the product reads it either."""
    feature_ops_metrics: bool | None = None
    """A label of telemetry."""

    @field_validator("feature_auto_assign_retry_delays_ms")
    @classmethod
    def _are_delays(cls, text: str) -> str:
        for part in text.split(","):
            if not part.strip().isdecimal() or int(part) > MOST_DELAY_MS:
                raise ValueError(f"milliseconds from 0 to {MOST_DELAY_MS}, with commas between")
        return text


IDLE_OVERRIDES = {
    "adjacency.query.undirected": "feature_adjacency_query_undirected",
    "planner.time_pruning.enabled": "feature_planner_time_pruning_enabled",
    "holds.strict_conflicts.enabled": "feature_holds_strict_conflicts_enabled",
}
"""Rows of ``feature_flag_overrides`` that override them, to no effect."""
