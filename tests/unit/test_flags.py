"""The product's flags: names, defaults, ranges, what they come to, and what is odd about them."""

from pathlib import Path
from typing import Any

import pytest

from cli.flags import flag_page
from models.errors import InvalidInputError
from models.flag_findings import FlagFinding, findings_of
from models.flags import Flags, read_flags, rules_of
from models.idle_flags import IdleFlags
from models.rules import RULE_PRESETS, PartyRules
from tests.cli_runs import ROOT

CONTRACT = {
    "FEATURE_ALLOCATOR_V2_ENABLED": True,
    "FEATURE_ALLOCATOR_V2_SHADOW": False,
    "FEATURE_ALLOCATOR_V2_FORCE_LEGACY": False,
    "FEATURE_ALLOCATOR_K_MAX": 3,
    "FEATURE_ALLOCATOR_REQUIRE_ADJACENCY": True,
    "FEATURE_ALLOCATOR_ADJACENCY_MIN_PARTY_SIZE": None,
    "FEATURE_ALLOCATOR_ADJACENCY_MODE": "connected",
    "FEATURE_ALLOCATOR_SERVICE_FAIL_HARD": False,
    "FEATURE_ADJACENCY_QUERY_UNDIRECTED": True,
    "FEATURE_PLANNER_TIME_PRUNING_ENABLED": True,
    "FEATURE_SELECTOR_LOOKAHEAD": True,
    "FEATURE_SELECTOR_LOOKAHEAD_WINDOW_MINUTES": 120,
    "FEATURE_SELECTOR_LOOKAHEAD_PENALTY_WEIGHT": 500,
    "FEATURE_SELECTOR_LOOKAHEAD_BLOCK_THRESHOLD": 0,
    "FEATURE_SELECTOR_SCORING": True,
    "FEATURE_SELECTOR_SCARCITY_WEIGHT": 22,
    "FEATURE_SELECTOR_MAX_PLANS_PER_SLACK": 50,
    "FEATURE_SELECTOR_MAX_COMBINATION_EVALUATIONS": 500,
    "FEATURE_SELECTOR_ENUMERATION_TIMEOUT_MS": 1000,
    "FEATURE_CONTEXT_QUERY_PADDING_MINUTES": 60,
    "FEATURE_HOLDS_ENABLED": True,
    "FEATURE_HOLDS_STRICT_CONFLICTS_ENABLED": False,
    "FEATURE_HOLDS_MIN_TTL_SECONDS": 60,
    "FEATURE_HOLDS_RATE_WINDOW_SECONDS": 60,
    "FEATURE_HOLDS_RATE_MAX_PER_BOOKING": 5,
    "FEATURE_MANUAL_ASSIGNMENT_MAX_SLACK": None,
    "FEATURE_MANUAL_ASSIGNMENT_SNAPSHOT_VALIDATION": True,
    "FEATURE_POLICY_REQUOTE_ENABLED": True,
    "FEATURE_AUTO_ASSIGN_ON_BOOKING": False,
    "FEATURE_INLINE_AUTO_ASSIGN_TIMEOUT_MS": 12000,
    "FEATURE_AUTO_ASSIGN_MAX_RETRIES": 3,
    "FEATURE_AUTO_ASSIGN_RETRY_DELAYS_MS": "5000,15000,45000",
    "FEATURE_AUTO_ASSIGN_START_CUTOFF_MINUTES": 10,
    "FEATURE_AUTO_ASSIGN_RETRY_POLICY_V2": False,
    "PLANNER_CACHE_ENABLED": False,
    "PLANNER_CACHE_TTL_MS": 60000,
    "DEBUG_CAPACITY_PROFILING": False,
    "STRATEGIC_DEMAND_PROFILE_PATH": "config/demand-profiles.json",
}
"""Names and defaults of the running product."""


def values(flags: Flags) -> dict[str, Any]:
    """Return every flag by its name in the environment."""
    found = {**flags.model_dump(exclude={"idle"}), **flags.idle.model_dump()}
    return {name.upper(): value for name, value in found.items()}


def test_nothing_set_gives_the_products_defaults() -> None:
    """And the rules of today; blank is nothing, and so is what belongs to others."""
    for environ in ({}, {"FEATURE_ALLOCATOR_K_MAX": " ", "FEATURE_OF_OTHERS": "7", "PATH": "/"}):
        flags = read_flags(environ)
        found = values(flags)
        assert {name: found[name] for name in CONTRACT} == CONTRACT
        assert (flags.merges, flags.most_slack, flags.environment) == (True, 4, "development")
        assert rules_of(flags) is RULE_PRESETS["product"]
        assert findings_of(flags) == []


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("FEATURE_ALLOCATOR_K_MAX", 1, 5),
        ("FEATURE_ALLOCATOR_ADJACENCY_MIN_PARTY_SIZE", 1, 20),
        ("FEATURE_SELECTOR_SCARCITY_WEIGHT", 0, 1000),
        ("FEATURE_HOLDS_MIN_TTL_SECONDS", 1, 3600),
        ("FEATURE_HOLDS_RATE_WINDOW_SECONDS", 5, 3600),
        ("FEATURE_HOLDS_RATE_MAX_PER_BOOKING", 1, 100),
        ("FEATURE_MANUAL_ASSIGNMENT_MAX_SLACK", 0, 12),
        ("FEATURE_SELECTOR_LOOKAHEAD_WINDOW_MINUTES", 5, 480),
        ("FEATURE_SELECTOR_LOOKAHEAD_PENALTY_WEIGHT", 1, 100_000),
        ("FEATURE_SELECTOR_LOOKAHEAD_BLOCK_THRESHOLD", 0, 100_000),
        ("FEATURE_SELECTOR_MAX_PLANS_PER_SLACK", 1, 500),
        ("FEATURE_SELECTOR_MAX_COMBINATION_EVALUATIONS", 1, 5000),
        ("FEATURE_SELECTOR_ENUMERATION_TIMEOUT_MS", 50, 10_000),
        ("FEATURE_CONTEXT_QUERY_PADDING_MINUTES", 0, 240),
        ("FEATURE_INLINE_AUTO_ASSIGN_TIMEOUT_MS", 2000, 20_000),
        ("FEATURE_AUTO_ASSIGN_MAX_RETRIES", 0, 10),
        ("FEATURE_AUTO_ASSIGN_START_CUTOFF_MINUTES", 0, 240),
        ("PLANNER_CACHE_TTL_MS", 1000, 600_000),
    ],
)
def test_every_range_ends_where_the_contract_says(name: str, low: int, high: int) -> None:
    """Beyond it the flag is named, with its value."""
    for value in (low, high):
        assert values(read_flags({name: str(value)}))[name] == value
    for value in (str(low - 1), str(high + 1), "many"):
        with pytest.raises(InvalidInputError) as caught:
            read_flags({name: value})
        assert name in caught.value.message
        assert value in caught.value.message


@pytest.mark.parametrize("text", ["1,,2", "300001", "-1", "soon"])
def test_delays_are_a_list_of_milliseconds(text: str) -> None:
    """Each from 0 to five minutes."""
    assert read_flags({"FEATURE_AUTO_ASSIGN_RETRY_DELAYS_MS": "0, 300000"})
    with pytest.raises(InvalidInputError, match="FEATURE_AUTO_ASSIGN_RETRY_DELAYS_MS"):
        read_flags({"FEATURE_AUTO_ASSIGN_RETRY_DELAYS_MS": text})


def test_every_flaw_is_told_at_once() -> None:
    """Whoever mends a configuration does not want to be told one by one."""
    with pytest.raises(InvalidInputError) as caught:
        read_flags({"FEATURE_ALLOCATOR_K_MAX": "9", "PLANNER_CACHE_ENABLED": "perhaps"})
    assert [flaw.place for flaw in caught.value.flaws] == [
        "FEATURE_ALLOCATOR_K_MAX",
        "PLANNER_CACHE_ENABLED",
    ]


@pytest.mark.parametrize(
    ("environ", "merges"),
    [
        ({}, True),
        ({"NODE_ENV": "production"}, False),
        ({"APP_ENV": "staging", "NODE_ENV": "production"}, True),
        ({"MAITRED_ENVIRONMENT": "production"}, False),
        ({"NODE_ENV": "production", "FEATURE_ALLOCATOR_MERGES_ENABLED": "true"}, True),
        ({"FEATURE_ALLOCATOR_MERGES_ENABLED": "false"}, False),
        ({"FEATURE_ALLOCATOR_MERGES_ENABLED": "0", "FEATURE_COMBINATION_PLANNER": "1"}, True),
        ({"NODE_ENV": "production", "FEATURE_COMBINATION_PLANNER": "true"}, True),
    ],
)
def test_whether_tables_are_merged(environ: dict[str, str], merges: bool) -> None:
    """The environment is the default of the flag that is the default of the planner's."""
    flags = read_flags(environ)
    assert flags.merges is merges
    assert rules_of(flags).merges is merges


def test_flags_of_merges_become_rules() -> None:
    """Neighbours only from a party size on are an exception for larger parties."""
    flags = read_flags(
        {
            "FEATURE_ALLOCATOR_K_MAX": "5",
            "FEATURE_ALLOCATOR_ADJACENCY_MIN_PARTY_SIZE": "7",
        }
    )
    rules = rules_of(flags)
    assert (rules.name, rules.max_tables) == ("flags", 5)
    assert rules.by_party == (PartyRules(from_party=7, require_adjacency=True),)
    assert [rules.for_party(party).require_adjacency for party in (6, 7, 20)] == [False, True, True]
    loose = rules_of(read_flags({"FEATURE_ALLOCATOR_REQUIRE_ADJACENCY": "false"}))
    assert loose.require_adjacency is False


@pytest.mark.parametrize("mode", ["connected", "pairwise", "neighbors"])
@pytest.mark.parametrize("needed", ["true", "false"])
def test_a_mode_of_adjacency_becomes_a_rule(mode: str, needed: str) -> None:
    """Also where neighbours are not needed: a request may ask for them."""
    environ = {"FEATURE_ALLOCATOR_ADJACENCY_MODE": mode}
    rules = rules_of(read_flags({**environ, "FEATURE_ALLOCATOR_REQUIRE_ADJACENCY": needed}))
    assert rules.adjacency_mode == mode
    assert rules.require_adjacency is (needed == "true")


def found(**environ: str) -> list[tuple[str, str]]:
    """Return kind and severity of what is odd."""
    return [(item.kind, item.severity) for item in findings_of(read_flags(environ))]


AGAINST = ("contradictory_flags", "warning")


@pytest.mark.parametrize(
    "environ",
    [
        {"FEATURE_ALLOCATOR_V2_ENABLED": "true", "FEATURE_ALLOCATOR_V2_FORCE_LEGACY": "true"},
        {"FEATURE_ALLOCATOR_V2_SHADOW": "true"},
        {"MAITRED_ENGINE": "on", "FEATURE_ALLOCATOR_V2_ENABLED": "false"},
        {"MAITRED_ENGINE_PERCENT": "20"},
        {"FEATURE_COMBINATION_PLANNER": "true", "FEATURE_ALLOCATOR_MERGES_ENABLED": "false"},
        {"FEATURE_ALLOCATOR_K_MAX": "1"},
        {
            "FEATURE_ALLOCATOR_REQUIRE_ADJACENCY": "false",
            "FEATURE_ALLOCATOR_ADJACENCY_MIN_PARTY_SIZE": "5",
        },
        {
            "FEATURE_ALLOCATOR_REQUIRE_ADJACENCY": "false",
            "FEATURE_ALLOCATOR_ADJACENCY_MODE": "pairwise",
        },
    ],
    ids=lambda environ: "+".join(environ),
)
def test_contradictions_are_found(environ: dict[str, str]) -> None:
    """One finding each, that names the flags; either flag alone is no contradiction."""
    [item] = findings_of(read_flags(environ))
    assert (item.kind, item.severity) == AGAINST
    assert set(environ) <= set(item.names)
    assert item.what.endswith(".")
    assert item.fix.endswith(".")


@pytest.mark.parametrize(
    "environ",
    [
        {"FEATURE_ALLOCATOR_V2_ENABLED": "true"},
        {"FEATURE_ALLOCATOR_V2_FORCE_LEGACY": "true"},
        {"FEATURE_ALLOCATOR_V2_ENABLED": "false", "FEATURE_ALLOCATOR_V2_SHADOW": "true"},
        {"MAITRED_ENGINE": "canary", "MAITRED_ENGINE_PERCENT": "20"},
        {"FEATURE_ALLOCATOR_ADJACENCY_MODE": "neighbors", "FEATURE_ALLOCATOR_K_MAX": "5"},
        {"FEATURE_ALLOCATOR_ADJACENCY_MODE": "pairwise"},
        {"FEATURE_ALLOCATOR_ADJACENCY_MIN_PARTY_SIZE": "5"},
    ],
    ids=lambda environ: "+".join(environ),
)
def test_what_makes_sense_is_not_reported(environ: dict[str, str]) -> None:
    """Nobody reads a report that cries wolf."""
    assert found(**environ) == []


def test_what_costs_large_parties_their_tables_is_said() -> None:
    """A warning when nobody has said so; what somebody has set is only good to know."""
    assert found(NODE_ENV="production") == [("merges_off", "warning")]
    assert found(FEATURE_COMBINATION_PLANNER="false") == [("merges_off", "info")]


def test_what_has_no_effect_is_said() -> None:
    """Only when it is not what it would be anyway; overrides too."""
    assert found(FEATURE_HOLDS_ENABLED="true") == []
    assert found(FEATURE_HOLDS_ENABLED="false") == [("idle_flag", "info")]
    rows = {"planner.time_pruning.enabled": False, "of.others": True, "allocator.v2.enabled": True}
    told: list[FlagFinding] = findings_of(Flags(), rows)
    assert [(item.kind, item.names) for item in told] == [
        ("unknown_flag", ("of.others",)),
        ("idle_flag", ("planner.time_pruning.enabled",)),
    ]


def test_overrides_count_before_flags() -> None:
    """Of the flags that have one; the others are left alone."""
    flags = read_flags({"FEATURE_ALLOCATOR_SERVICE_FAIL_HARD": "true"})
    over = flags.overridden({"allocator.service.fail_hard": False, "of.others": True})
    assert over.feature_allocator_service_fail_hard is False
    assert flags.overridden({}) is flags


def test_the_page_of_flags_is_true() -> None:
    """`maitred flags > docs/reference/flags.md` changes nothing, and it has every flag."""
    page = Path(ROOT, "docs/reference/flags.md").read_text()
    assert page == flag_page()
    for name in (*CONTRACT, "FEATURE_ALLOCATIONS_DUAL_WRITE", "SUPPRESS_EMAILS"):
        assert f"| `{name}` |" in page
    for kind in (Flags, IdleFlags):
        assert all(field.description for name, field in kind.model_fields.items() if name != "idle")
