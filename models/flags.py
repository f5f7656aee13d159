"""The running product's feature flags: names, defaults and ranges of its contract, typed."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from models.adjacency import AdjacencyMode
from models.base import Value
from models.errors import Flaw, InvalidInputError, flaws_of
from models.idle_flags import IdleFlags
from models.rules import RULE_PRESETS, PartyRules, Rules

PRODUCTION = "production"

ENVIRONMENTS = ("MAITRED_ENVIRONMENT", "APP_ENV", "NODE_ENV")
"""Which environment this is: the first of these that is set."""

MOST_SLACK = 4
"""Seats that a choice by hand may leave empty, when no flag says so."""


class Flags(Value):
    """The flags that maitred honours, and whether its engine decides."""

    environment: Annotated[str, Field(min_length=1, max_length=64)] = "development"
    """Which rows of `feature_flag_overrides` count, and what merges default to. `APP_ENV` and
    `NODE_ENV` are read as well."""
    maitred_engine_kill: bool = False
    """The kill switch of this process: its engine decides nothing, anywhere. Read at start;
    `maitred engine kill` needs no restart."""
    maitred_engine: Literal["off", "shadow", "canary", "on"] | None = None
    """Whether the engine decides where nothing is stored for a restaurant. Unset: as the
    `FEATURE_ALLOCATOR_V2_*` flags say, if one is set; else on."""
    maitred_engine_percent: Annotated[int, Field(ge=0, le=100)] = 10
    """The share of evenings that the engine decides, when `MAITRED_ENGINE` is canary."""
    feature_allocator_v2_enabled: bool = True
    """false: the engine is off. Choosing tables by hand goes on."""
    feature_allocator_v2_shadow: bool = False
    """true, while the allocator is disabled: the engine plans in shadow."""
    feature_allocator_v2_force_legacy: bool = False
    """true: the engine is off, whatever FEATURE_ALLOCATOR_V2_ENABLED says."""
    feature_allocator_merges_enabled: bool | None = None
    """Only the default of FEATURE_COMBINATION_PLANNER. Unset: false in production, else true."""
    feature_combination_planner: bool | None = None
    """Rule `merges`: whether a party may have several tables. Unset: as the flag above."""
    feature_allocator_k_max: Annotated[int, Field(ge=1, le=5)] = 3
    """Rule `max_tables`."""
    feature_allocator_require_adjacency: bool = True
    """Rule `require_adjacency`."""
    feature_allocator_adjacency_min_party_size: Annotated[int | None, Field(ge=1, le=20)] = None
    """Parties from which `require_adjacency` counts. Unset: all."""
    feature_allocator_adjacency_mode: AdjacencyMode = "connected"
    """Rule `adjacency_mode`: merged tables form one connected group, or each stands beside each
    other (`pairwise`), or one beside all the others (`neighbors`; up to three tables that is the
    same as `connected`)."""
    feature_allocator_service_fail_hard: bool = False
    """`fail_hard` of the turn-time policy: no fallback for a start outside every service."""
    feature_selector_scarcity_weight: Annotated[float, Field(ge=0, le=1000)] = 22
    """The weight of scarcity, where `strategic_configs` has none."""
    feature_holds_min_ttl_seconds: Annotated[int, Field(ge=1, le=3600)] = 60
    """A hold lives at least so long."""
    feature_holds_rate_window_seconds: Annotated[int, Field(ge=5, le=3600)] = 60
    """In so many seconds one user may place so many holds for one booking as the next flag says."""
    feature_holds_rate_max_per_booking: Annotated[int, Field(ge=1, le=100)] = 5
    """See the flag above."""
    feature_manual_assignment_max_slack: Annotated[int | None, Field(ge=0, le=12)] = None
    """Seats that a choice by hand may leave empty. Unset: 4."""
    feature_manual_assignment_session_enabled: bool | None = None
    """false: manual sessions answer 404 SESSION_DISABLED. Unset: they are there when the database
    has their table."""
    feature_manual_assignment_snapshot_validation: bool = True
    """false: a hold is confirmed though zones or neighbours have changed since; what the rules
    forbid today is refused all the same."""
    idle: IdleFlags = IdleFlags()

    @property
    def merges(self) -> bool:
        """Whether a party may have several tables."""
        if self.feature_combination_planner is not None:
            return self.feature_combination_planner
        if self.feature_allocator_merges_enabled is not None:
            return self.feature_allocator_merges_enabled
        return self.environment != PRODUCTION

    @property
    def most_slack(self) -> int:
        """Seats that a choice by hand may leave empty."""
        said = self.feature_manual_assignment_max_slack
        return MOST_SLACK if said is None else said

    def is_set(self, name: str) -> bool:
        """Tell whether somebody has set a flag, if only to its default."""
        return name in self.model_fields_set

    def overridden(self, rows: Mapping[str, bool]) -> "Flags":
        """Return the flags with rows of ``feature_flag_overrides`` on top."""
        known = {OVERRIDES[name]: value for name, value in rows.items() if name in OVERRIDES}
        return self.model_copy(update=known) if known else self


OVERRIDES = {
    "allocator.v2.enabled": "feature_allocator_v2_enabled",
    "allocator.v2.shadow": "feature_allocator_v2_shadow",
    "allocator.v2.force_legacy": "feature_allocator_v2_force_legacy",
    "allocator.service.fail_hard": "feature_allocator_service_fail_hard",
}
"""Rows of ``feature_flag_overrides`` that count, and the flag that each overrides."""


def read_flags(environ: Mapping[str, str]) -> Flags:
    """Read the flags from an environment; blank is unset, and unknown names are not ours.

    Raises:
        InvalidInputError: a flag is no value of its kind; each is named with its value.
    """
    said = _said(environ, Flags.model_fields.keys() - {"environment", "idle"})
    said["idle"] = _said(environ, IdleFlags.model_fields)
    environment = _environment(environ)
    if environment is not None:
        said["environment"] = environment
    try:
        return Flags.model_validate(said)
    except ValidationError as error:
        flaws = [_named(flaw) for flaw in flaws_of(error)]
        raise InvalidInputError(flaws, subject="environment") from error


def rules_of(flags: Flags) -> Rules:
    """Return the rules of a restaurant that has none of its own; by default the product's."""
    needed = flags.feature_allocator_require_adjacency
    smallest = flags.feature_allocator_adjacency_min_party_size or 1
    larger = (PartyRules(from_party=smallest, require_adjacency=True),)
    product = RULE_PRESETS["product"]
    rules = product.replace(
        merges=flags.merges,
        max_tables=flags.feature_allocator_k_max,
        require_adjacency=needed and smallest == 1,
        adjacency_mode=flags.feature_allocator_adjacency_mode,
        by_party=larger if needed and smallest > 1 else (),
    )
    return product if rules == product else rules.replace(name="flags")


def _said(environ: Mapping[str, str], names: Iterable[str]) -> dict[str, object]:
    found = {name: environ.get(name.upper(), "").strip() for name in names}
    return {name: value for name, value in found.items() if value}


def _environment(environ: Mapping[str, str]) -> str | None:
    found = (environ.get(name, "").strip() for name in ENVIRONMENTS)
    return next((value for value in found if value), None)


def _named(flaw: Flaw) -> Flaw:
    """Call a flag what the environment calls it."""
    return Flaw(flaw.place.removeprefix("idle.").upper(), flaw.value, flaw.message)
