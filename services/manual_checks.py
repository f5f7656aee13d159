"""The checks of a choice by hand: the solver's own rules, in the words of the product's clients."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from models.booking import Booking
from models.errors import MaitredError
from models.problem import DayProblem
from models.venue import Table
from persistence.snapshot import DaySnapshot
from services.errors import ResourceDisabledError
from services.judge import Terms, alone, conflicts_of
from solver.checker import Violation, check_plan

Json = dict[str, Any]
Status = Literal["ok", "warning", "error"]

MOST_SLACK = 4
"""Empty seats of a choice, unless somebody takes responsibility for more."""

HOUSE = {
    "party_limits": "The house gives these tables to parties of other sizes.",
    "max_tables": "More tables than the house merges for one party.",
    "merge_overage": "A merge with more empty seats than the house likes.",
    "minimal_merge": "One of the tables is not needed.",
    "merges_off": "The house has switched merges off.",
    "named_sets": "The house has forbidden this merge.",
}
"""Rules that bind plans, and only warn a person who chooses by hand."""

PLAIN = {
    "zone": ("All tables are in one zone", "The tables stand in different zones"),
    "movable": ("The tables can be put together", "One of the tables cannot be moved"),
}
"""What a check without details says when it passes, and when it fails."""

WAIVABLE = frozenset({"capacity", "slack", "adjacency"})
"""Failed checks that a manager may overrule with a reason; the database refuses the others too."""


@dataclass(frozen=True)
class Check:
    """One check and what it found."""

    id: str
    status: Status
    message: str
    details: Json | None = None

    @property
    def told(self) -> Json:
        """As clients read it."""
        found: Json = {"id": self.id, "status": self.status, "message": self.message}
        return found if self.details is None else {**found, "details": self.details}


@dataclass(frozen=True)
class Validation:
    """What a choice by hand amounts to."""

    checks: tuple[Check, ...]
    summary: Json
    booking: Booking

    @property
    def failed(self) -> tuple[Check, ...]:
        """The checks that forbid it."""
        return tuple(check for check in self.checks if check.status == "error")


class ChecksFailedError(MaitredError):
    """A choice by hand fails checks that count; each is in ``validation``."""

    code = "ASSIGNMENT_VALIDATION"
    status = 422

    def __init__(self, validation: Validation, failed: tuple[Check, ...]) -> None:
        super().__init__(
            failed[0].message,
            hint="Choose other tables, or another time.",
            details={"checks": [check.told for check in validation.checks]},
        )
        self.validation = validation
        self.failed = failed


def validate(
    snapshot: DaySnapshot,
    booking: Booking,
    tables: Iterable[str],
    *,
    require_adjacency: bool | None = None,
    holds: list[Json],
    waived: frozenset[str] = frozenset(),
) -> Validation:
    """Check a choice; ``holds`` are the live ones on these tables, ``waived`` are overruled checks.

    All seven checks of the contract come first, in its order, whatever fails; then a warning for
    each rule of the house that the choice breaks.

    Raises:
        ResourceDisabledError: a table is switched off, out of service or in no zone, and the
            booking has not got it already.
    """
    chosen = _tables(snapshot.problem, tables)
    _in_service(booking, chosen)
    problem = alone(snapshot.problem, booking, Terms(require_adjacency))
    verdict = check_plan(problem, {booking.id: tuple(table.id for table in chosen)})
    broken = {item.code: item for item in verdict.violations}
    seats = verdict.seats.get(booking.id, sum(table.capacity for table in chosen))
    conflicts = conflicts_of(snapshot, booking, frozenset(table.id for table in chosen))
    rules = problem.rules_for(booking)
    summary = _summary(booking, chosen, seats)
    found = (
        _capacity(booking, seats, broken),
        _slack(booking, seats),
        _plain("zone", "one_zone" in broken),
        _plain("movable", "movable" in broken),
        _adjacency(snapshot.problem, chosen, rules.require_adjacency, "adjacency" in broken),
        _conflict(broken, conflicts),
        _holds(holds),
    )
    checks = (*(_waive(check, waived) for check in found), *_house(broken))
    return Validation(checks, summary, booking)


def _tables(problem: DayProblem, ids: Iterable[str]) -> list[Table]:
    wanted = set(ids)
    return [table for table in problem.venue.tables if table.id in wanted]


def _in_service(booking: Booking, tables: list[Table]) -> None:
    closed = [t for t in tables if not t.active and t.id not in booking.current_tables]
    if closed:
        raise ResourceDisabledError(
            f"table {closed[0].label} is not in service",
            hint="Choose another table, or put this one back into service first.",
            details={"tableIds": [table.id for table in closed]},
        )


def _summary(booking: Booking, tables: list[Table], seats: int) -> Json:
    zones = {table.zone for table in tables}
    return {
        "tableCount": len(tables),
        "totalCapacity": seats,
        "slack": max(0, seats - booking.party),
        "zoneId": next(iter(zones)) if len(zones) == 1 else None,
        "tableNumbers": [table.label for table in tables],
        "partySize": booking.party,
    }


def _plain(check: str, failed: bool) -> Check:
    good, bad = PLAIN[check]
    return Check(check, "error" if failed else "ok", bad if failed else good)


def _capacity(booking: Booking, seats: int, broken: dict[str, Violation]) -> Check:
    details = {
        "totalCapacity": seats,
        "partySize": booking.party,
        "slack": seats - booking.party,
    }
    if "in_service" in broken:
        return Check("capacity", "error", broken["in_service"].message, details)
    if seats < booking.party:
        return Check("capacity", "error", f"{seats} seats for a party of {booking.party}", details)
    return Check("capacity", "ok", f"{seats} seats for a party of {booking.party}", details)


def _slack(booking: Booking, seats: int) -> Check:
    slack = seats - booking.party
    details = {"slack": slack, "allowedSlack": MOST_SLACK}
    if slack > MOST_SLACK:
        return Check("slack", "error", f"{slack} empty seats, at most {MOST_SLACK}", details)
    return Check("slack", "ok", f"{max(0, slack)} empty seats", details)


def _adjacency(problem: DayProblem, tables: list[Table], required: bool, failed: bool) -> Check:
    details = {
        "mode": "connected" if required else "off",
        "status": adjacency_status(problem, [table.id for table in tables]),
    }
    if failed:
        return Check("adjacency", "error", "The tables do not stand side by side", details)
    return Check("adjacency", "ok", "The tables may be put together", details)


def adjacency_status(problem: DayProblem, tables: list[str]) -> str:
    """Return how tables stand: single, pairwise, neighbors, connected or disconnected."""
    pairs = {frozenset(pair) for pair in problem.venue.adjacency if set(pair) <= set(tables)}
    if len(tables) < 2:
        return "single"
    if 2 * len(pairs) == len(tables) * (len(tables) - 1):
        return "pairwise"
    if any(sum(hub in pair for pair in pairs) == len(tables) - 1 for hub in tables):
        return "neighbors"
    reached, rest = {tables[0]}, set(tables[1:])
    while near := {t for t in rest if any(frozenset((t, r)) in pairs for r in reached)}:
        reached |= near
        rest -= near
    return "disconnected" if rest else "connected"


def _conflict(broken: dict[str, Violation], conflicts: list[Json]) -> Check:
    details = {
        "conflicts": [item for item in conflicts if item["source"] != "hold"],
        "holdConflicts": [item for item in conflicts if item["source"] == "hold"],
    }
    if "occupancy" in broken or "overlap" in broken:
        first = conflicts[0]
        message = f"Table {first['tableNumber']} is taken until {first['localEnd']}"
        return Check("conflict", "error", message, details)
    return Check("conflict", "ok", "Nobody else has the tables then", details)


def _holds(holds: list[Json]) -> Check:
    details = {"holds": holds}
    if holds:
        message = f"Held until {holds[0]['expiresAt']}"
        return Check("holds", "error", message, details)
    return Check("holds", "ok", "Nobody holds the tables", details)


def _waive(check: Check, waived: frozenset[str]) -> Check:
    if check.status == "error" and check.id in waived & WAIVABLE:
        return Check(check.id, "warning", f"{check.message} (overruled)", check.details)
    return check


def _house(broken: dict[str, Violation]) -> list[Check]:
    return [
        Check(code, "warning", sentence, {"rule": broken[code].message})
        for code, sentence in HOUSE.items()
        if code in broken
    ]
