"""What a restaurant's planning is set to: maitred's own settings, and the booking database's."""

import datetime as dt
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, TypeGuard, TypeVar, get_args
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, TypeAdapter, ValidationError

from models.base import Id, Name, Value
from models.booking import Place
from models.dayfile import DayHoldBack, DayPacing
from models.demand import ORDINARY, PRODUCT_DEMAND, WEEKDAYS, DemandRule, choose
from models.errors import InvalidInputError, flaws_of
from models.flags import Flags, rules_of
from models.house import HoldBack, Pacing
from models.policy import PRODUCT_POLICY, ServicePolicy, clock_minutes
from models.rules import RULE_PRESETS, NamedSet, Rules, ServiceRules
from models.venue import SCORE_PARTS, Venue
from models.weights import CENTIPOINTS, WEIGHT_PRESETS, Weights
from models.window import Window, clock_edge
from persistence.engine import overrides_in
from persistence.occupancy import Row
from persistence.pool import Connection, flags_of
from persistence.queries import query

OVERRIDES = "feature_flag_overrides"
WORTH = ("demand_profiles", "table_scarcity_metrics", "strategic_configs")
OPTIONAL = (*WORTH, OVERRIDES)
"""Tables of the booking database that may be missing, or closed to maitred; each has a query."""

FAIL_HARD = "allocator.service.fail_hard"
"""The override of the policy's ``fail_hard``."""

MOST_SCARCITY = 1000
"""The largest score of a table, and the largest weight of them all."""

LEAST_DEMAND, MOST_DEMAND = 0.01, 100.0

FEATURES = ("quiet", "window")
MOST_RANK = 100

NAME: TypeAdapter[str] = TypeAdapter(Name)
SERVICE: TypeAdapter[str] = TypeAdapter(Id)

Clocked = TypeVar("Clocked", DayPacing, DayHoldBack)


def _preset(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if value not in RULE_PRESETS:
        raise ValueError(f"no such preset; there are {', '.join(sorted(RULE_PRESETS))}")
    return RULE_PRESETS[value]


def _minutes(moment: int | str | dt.datetime) -> int:
    if isinstance(moment, dt.datetime):
        raise ValueError(
            f"start and end must be local times such as 18:00, not {moment:%Y-%m-%d %H:%M}Z: the "
            "setting counts for every date"
        )
    return clock_minutes(moment) if isinstance(moment, str) else moment


def _on_every_date(item: Clocked) -> Clocked:
    if _minutes(item.end) <= _minutes(item.start):
        raise ValueError(
            f"end {item.end} must be after start {item.start}; past midnight write 25:30"
        )
    return item


class PlanningSettings(Value):
    """A row of ``maitred.restaurant_settings``; what is null there has its default here."""

    policy: ServicePolicy = PRODUCT_POLICY
    rules: Rules = RULE_PRESETS["product"]
    weights: Weights | None = None
    service_rules: dict[Id, Annotated[Rules, BeforeValidator(_preset)]] = Field(
        default_factory=dict
    )
    """Rules, or a preset's name, of single services."""
    pacing: tuple[Annotated[DayPacing, AfterValidator(_on_every_date)], ...] = ()
    hold_backs: tuple[Annotated[DayHoldBack, AfterValidator(_on_every_date)], ...] = ()
    demand: tuple[DemandRule, ...] = PRODUCT_DEMAND


@dataclass(frozen=True)
class Planning:
    """Everything that is set for a restaurant, ready for any of its dates."""

    settings: PlanningSettings
    weights: Weights
    demand_rows: tuple[DemandRule, ...]
    """Of the booking database; they go before the settings' rules."""
    scarcity: Mapping[str, float]
    """Measured scores by type of table."""
    flags: Flags
    """With what the product overrides at run time."""
    notes: list[str] = field(default_factory=list)
    _demand: dict[tuple[str, dt.datetime], float] = field(default_factory=dict)
    """What was answered: a date has many bookings, and few starts."""

    def demand(self, service: str | None, start: dt.datetime) -> float:
        """Return the demand multiplier of a booking by its service and local start."""
        key = (service or "", start)
        if key not in self._demand:
            self._demand[key] = self._chosen(*key)
        return self._demand[key]

    def _chosen(self, service: str, start: dt.datetime) -> float:
        for rules in (self.demand_rows, self.settings.demand):
            rule = choose(rules, service, start)
            if rule is not None:
                return rule.multiplier
        return ORDINARY

    def table_facts(self, row: Row, zone: str) -> dict[str, Any]:
        """Return what a table's row and its zone's name say beside its place and size."""
        section = (row["section"] or "").strip()
        kind = (
            f"capacity:{row['capacity']}|category:{row['category']}|seating:{row['seating_type']}"
        )
        return {
            "features": _features(row["position"], f"{section} {zone}"),
            "section": section if section and _is(NAME, section) else None,
            "rank": _rank(row["position"]),
            "scarcity": self.scarcity.get(kind),
        }

    def rules(self, venue: Venue, sets: Iterable[Row]) -> tuple[Rules, tuple[ServiceRules, ...]]:
        """Return the day's rules and those of single services, each with the named merge sets."""
        known = {table.id for table in venue.tables}
        named = []
        for row in sets:
            tables = tuple(sorted(str(table) for table in row["table_ids"]))
            if known.issuperset(tables):
                named.append(NamedSet(tables=tables, kind=row["kind"], capacity=row["capacity"]))
            else:
                self.notes.append("A named merge set with a table that no longer exists.")
        return self._with_sets(self.settings.rules, named, known), tuple(
            ServiceRules(service=service, rules=self._with_sets(rules, named, known))
            for service, rules in self.settings.service_rules.items()
        )

    def _with_sets(self, rules: Rules, named: list[NamedSet], known: set[str]) -> Rules:
        """Add the restaurant's sets to those the rules name themselves, which go first."""
        own = [item for item in rules.named_sets if known.issuperset(item.tables)]
        if len(own) < len(rules.named_sets):
            self.notes.append(
                f"The rules {rules.name!r} name a merge set with a table that no longer exists."
            )
        mine = {item.tables for item in own}
        sets = (*own, *(item for item in named if item.tables not in mine))
        return rules if sets == rules.named_sets else rules.replace(named_sets=sets)

    def pacing(self, date: dt.date, zone: ZoneInfo) -> tuple[Pacing, ...]:
        """Return the pace of arrivals on a date."""
        return tuple(
            Pacing(window=window, **item.model_dump(exclude={"start", "end"}))
            for item in self.settings.pacing
            if (window := self._window("pacing", item, date, zone)) is not None
        )

    def hold_backs(self, date: dt.date, zone: ZoneInfo, venue: Venue) -> tuple[HoldBack, ...]:
        """Return what is kept free for walk-ins on a date."""
        known = {None, *(item.id for item in venue.zones)}
        found = []
        for item in self.settings.hold_backs:
            window = self._window("hold_backs", item, date, zone)
            if item.tables.zone not in known:
                self.notes.append(
                    f"The hold-back {item.name!r} names a zone that no longer exists; ignored."
                )
            elif window is not None:
                fields = item.model_dump(exclude={"start", "end"})
                found.append(HoldBack(window=window, **fields))
        return tuple(found)

    def _window(
        self, setting: str, item: DayPacing | DayHoldBack, date: dt.date, zone: ZoneInfo
    ) -> Window | None:
        """Return an item's window on a date; None when a change of clocks leaves nothing of it."""
        start = clock_edge(date, _minutes(item.start), zone)
        end = clock_edge(date, _minutes(item.end), zone)
        if start < end:
            return Window(start=start, end=end)
        self.notes.append(
            f"{setting} from {item.start} to {item.end}: clocks skip that time on {date}; ignored."
        )
        return None


def read_planning(connection: Connection, restaurant_id: UUID, *, worth: bool = True) -> Planning:
    """Read the settings, and in one more round trip whatever optional tables there are.

    Those only say what plans are worth; without ``worth`` they are left out.

    Raises:
        InvalidInputError: a stored setting makes no sense; it is named.
    """
    flags = flags_of(connection)
    values = {
        "restaurant_id": restaurant_id,
        "environment": flags.environment,
        "optional": list(OPTIONAL) if worth else [OVERRIDES],
    }
    row = connection.execute(query("settings"), values).fetchone()
    assert row is not None
    readable = row.pop("readable")
    parts = [query(name) for name in OPTIONAL if name in readable]
    found = connection.execute("union all\n".join(parts), values).fetchall() if parts else []
    data = {name: [item["data"] for item in found if item["source"] == name] for name in OPTIONAL}
    overrides = overrides_in(data[OVERRIDES])
    settings = _settings(row, restaurant_id, flags, overrides)
    rows = _demand_rows(data["demand_profiles"])
    return Planning(
        settings=settings,
        weights=settings.weights or _product_weights(data["strategic_configs"], flags),
        demand_rows=rows,
        scarcity=_scarcity(data["table_scarcity_metrics"]),
        flags=flags.overridden(overrides),
        notes=[
            f"The demand rule of {rule.service} from {rule.start} to {rule.end} ends before it "
            "starts; it counts until midnight."
            for rule in (*rows, *settings.demand)
            if rule.backwards
        ],
    )


def _settings(
    row: Row, restaurant_id: UUID, flags: Flags, overrides: Mapping[str, bool]
) -> PlanningSettings:
    """Return what is stored; an override counts before it, and the flags where nothing is."""
    stored = {name: value for name, value in row.items() if value is not None}
    hard = overrides.get(FAIL_HARD)
    if hard is None and "policy" not in stored:
        hard = flags.feature_allocator_service_fail_hard
    try:
        settings = PlanningSettings.model_validate({"rules": rules_of(flags), **stored})
        if hard is None or hard == settings.policy.fail_hard:
            return settings
        return settings.replace(policy=settings.policy.replace(fail_hard=hard))
    except ValidationError as error:
        subject = f"stored settings of restaurant {restaurant_id}"
        raise InvalidInputError(flaws_of(error), subject=subject) from error


def _demand_rows(rows: list[Row]) -> tuple[DemandRule, ...]:
    """Read the booking database's demand profiles; a row that says no time of the week is none.

    A row that is the only one for its weekday and service counts all day, as in the running
    product, which has no use for the minutes; of several the minutes say which one counts.
    """
    found = [rule for row in rows if (rule := _demand_rule(row)) is not None]
    alike = Counter((rule.days, rule.service.casefold()) for rule in found)
    return tuple(
        rule.replace(start="00:00", end="24:00")
        if alike[rule.days, rule.service.casefold()] == 1
        else rule
        for rule in found
    )


def _demand_rule(row: Row) -> DemandRule | None:
    service, day = row.get("service_window"), row.get("day_of_week")
    if not _is(SERVICE, service) or type(day) is not int or not 0 <= day < len(WEEKDAYS):
        return None
    priority = row.get("priority")
    return DemandRule(
        service=service,
        # The database's weeks begin on Sunday, as ``extract(dow)`` counts.
        days=(WEEKDAYS[day - 1],),
        start=_clock(row.get("start_minute"), 0, 24 * 60 - 1),
        end=_clock(row.get("end_minute"), 24 * 60, 48 * 60 - 1),
        multiplier=_multiplier(row.get("multiplier")),
        priority=priority if type(priority) is int else 0,
    )


def _multiplier(stored: Any) -> float:
    value = _number(stored)
    if value is None or value <= 0:
        return ORDINARY
    return min(MOST_DEMAND, max(LEAST_DEMAND, round(value, 2)))


def _clock(minute: Any, default: int, latest: int) -> str:
    known = type(minute) is int and 0 <= minute <= latest
    hours, minutes = divmod(minute if known else default, 60)
    return f"{hours:02}:{minutes:02}"


def _scarcity(rows: list[Row]) -> dict[str, float]:
    """Return the measured scores by type of table; without a positive one it is estimated."""
    decimals = len(str(SCORE_PARTS)) - 1
    scores = {row.get("table_type"): _number(row.get("scarcity_score")) for row in rows}
    return {
        kind: round(min(score, MOST_SCARCITY), decimals)
        for kind, score in scores.items()
        if kind is not None and score is not None and score > 0
    }


def _product_weights(rows: list[Row], flags: Flags) -> Weights:
    """Return the product's weights with the stored weight of scarcity, or else the flag's."""
    preset = WEIGHT_PRESETS["product"]
    own_first = sorted(rows, key=lambda row: (row["restaurant_id"] is None, str(row.get("id"))))
    stored = (_number(row.get("scarcity_weight")) for row in own_first)
    weight = next(
        (value for value in stored if value is not None), flags.feature_selector_scarcity_weight
    )
    clamped = round(min(max(weight, 0), MOST_SCARCITY), len(str(CENTIPOINTS)) - 1)
    return preset if clamped == preset.scarcity else preset.replace(scarcity=clamped)


def _number(stored: Any) -> float | None:
    """Read a stored number, which JSON writes as text when it is infinite; None when it is none."""
    if isinstance(stored, bool) or not isinstance(stored, int | float | str):
        return None
    try:
        value = float(stored)
    except (ValueError, OverflowError):
        return None
    return None if math.isnan(value) else value


def _features(position: Any, names: str) -> tuple[str, ...]:
    words = set(re.findall(r"[^\W_]+", names.casefold()))
    listed = position.get("features") if isinstance(position, dict) else None
    said = listed if isinstance(listed, list) else []
    return tuple(name for name in FEATURES if name in words or name in said)


def _rank(position: Any) -> int:
    rank = position.get("rank") if isinstance(position, dict) else None
    whole = re.fullmatch(r"\d{1,3}", str(rank), re.ASCII)
    return int(str(rank)) if whole and int(str(rank)) <= MOST_RANK else 0


def service_of(booking_type: str | None) -> str | None:
    """Return the service that a booking's type names, when it can be one."""
    return booking_type if _is(SERVICE, booking_type) else None


def place_of(preference: str | None) -> str:
    """Return a seating preference; one of a newer product is no wish."""
    return preference if preference and preference in get_args(Place) else "any"


def _is(kind: TypeAdapter[str], value: Any) -> TypeGuard[str]:
    try:
        kind.validate_python(value, strict=True)
    except ValidationError:
        return False
    return True
