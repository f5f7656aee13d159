"""What is odd about the flags that are set: contradictions, and what has no effect."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from models.flags import OVERRIDES, PRODUCTION, Flags
from models.idle_flags import IDLE_OVERRIDES

IDLE = "It does nothing here; docs/reference/flags.md says what takes its place."


@dataclass(frozen=True)
class FlagFinding:
    """One thing that whoever set the flags may not have meant."""

    kind: Literal["contradictory_flags", "merges_off", "idle_flag", "unknown_flag", "engine_killed"]
    severity: Literal["warning", "info"]
    names: tuple[str, ...]
    """As the environment, or the overrides, call them."""
    what: str
    fix: str


def findings_of(flags: Flags, overrides: Mapping[str, bool] | None = None) -> list[FlagFinding]:
    """Return what is odd about flags, and about rows of ``feature_flag_overrides``."""
    rows = overrides or {}
    now = flags.overridden(rows)
    return [*_engine(now), *_merges(now), *_adjacency(now), *_idle(now), *_rows(flags, rows)]


def _against(names: tuple[str, ...], what: str, fix: str) -> FlagFinding:
    return FlagFinding("contradictory_flags", "warning", names, what, fix)


def _engine(flags: Flags) -> Iterator[FlagFinding]:
    enabled, force = "FEATURE_ALLOCATOR_V2_ENABLED", "FEATURE_ALLOCATOR_V2_FORCE_LEGACY"
    shadow, engine = "FEATURE_ALLOCATOR_V2_SHADOW", "MAITRED_ENGINE"
    legacy = flags.feature_allocator_v2_force_legacy
    on = flags.feature_allocator_v2_enabled and not legacy
    if flags.maitred_engine_kill:
        what = "The kill switch of this process is thrown: its engine decides nothing, anywhere."
        fix = "Unset MAITRED_ENGINE_KILL and restart, when that is over."
        yield FlagFinding("engine_killed", "warning", ("MAITRED_ENGINE_KILL",), what, fix)
    if legacy and flags.is_set(enabled.lower()) and flags.feature_allocator_v2_enabled:
        what = "The allocator is enabled, and legacy is forced: the engine is off."
        yield _against((enabled, force), what, f"Unset one of them; {force} wins.")
    if on and flags.feature_allocator_v2_shadow:
        what = "Shadow counts only while the allocator is disabled: the engine is on."
        yield _against((enabled, shadow), what, f"Set {enabled} to false, or unset {shadow}.")
    if flags.maitred_engine in ("on", "canary") and not on:
        names = (engine, force if legacy else enabled)
        what = f"{engine} is {flags.maitred_engine}, and the allocator is off: {engine} wins."
        yield _against(names, what, "Unset one of them.")
    if flags.is_set("maitred_engine_percent") and flags.maitred_engine != "canary":
        what = "A share of evenings is set, but no canary: it counts for nothing."
        fix = f"Set {engine} to canary, or unset the share."
        yield _against((engine, "MAITRED_ENGINE_PERCENT"), what, fix)


def _merges(flags: Flags) -> Iterator[FlagFinding]:
    planner, merges = "FEATURE_COMBINATION_PLANNER", "FEATURE_ALLOCATOR_MERGES_ENABLED"
    if flags.feature_combination_planner and flags.feature_allocator_merges_enabled is False:
        what = "Combinations are planned, and merges are off: parties do get several tables."
        yield _against((planner, merges), what, f"Unset one of them; {planner} wins.")
    if flags.merges and flags.feature_allocator_k_max == 1:
        what = "Merges are on, and no party may have more than one table: nothing is merged."
        yield _against((planner, "FEATURE_ALLOCATOR_K_MAX"), what, "Raise the second.")
    if not flags.merges:
        said = flags.feature_combination_planner is False
        said = said or flags.feature_allocator_merges_enabled is False
        why = "by a flag" if said else f"because this is {PRODUCTION} and no flag says otherwise"
        yield FlagFinding(
            "merges_off",
            "info" if said else "warning",
            (planner, merges),
            f"Merges are off, {why}: a party larger than every table gets none. Restaurants with "
            "rules of their own are not concerned.",
            f"Set {planner} to true, if that is not meant.",
        )


def _adjacency(flags: Flags) -> Iterator[FlagFinding]:
    needed, smallest = "FEATURE_ALLOCATOR_REQUIRE_ADJACENCY", "_ADJACENCY_MIN_PARTY_SIZE"
    smallest, mode = f"FEATURE_ALLOCATOR{smallest}", "FEATURE_ALLOCATOR_ADJACENCY_MODE"
    if flags.feature_allocator_require_adjacency:
        return
    if flags.feature_allocator_adjacency_min_party_size is not None:
        what = "Neighbours are needed from a party size on, and not needed at all: nobody needs any"
        yield _against((needed, smallest), f"{what}.", f"Unset {smallest}, or {needed}.")
    if flags.feature_allocator_adjacency_mode != "connected":
        what = "A mode of adjacency is set, and none is needed: it counts where one is asked for."
        yield _against((needed, mode), what, f"Unset {mode}, or {needed}.")


def _idle(flags: Flags) -> Iterator[FlagFinding]:
    for name, field in type(flags.idle).model_fields.items():
        value = getattr(flags.idle, name)
        if value != field.default:
            what = f"{name.upper()} is {str(value).lower()}, and has no effect."
            yield FlagFinding("idle_flag", "info", (name.upper(),), what, IDLE)


def _rows(flags: Flags, rows: Mapping[str, bool]) -> Iterator[FlagFinding]:
    where = f"feature_flag_overrides of {flags.environment}"
    for name, value in sorted(rows.items()):
        said = f"{name} is {str(value).lower()} in {where}"
        if name in IDLE_OVERRIDES:
            yield FlagFinding("idle_flag", "info", (name,), f"{said}, and has no effect.", IDLE)
        elif name not in OVERRIDES:
            fix = "None is needed, if it is another service's."
            what = f"{said}, and is no flag that is known here."
            yield FlagFinding("unknown_flag", "info", (name,), what, fix)
