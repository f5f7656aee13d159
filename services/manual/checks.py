"""The checks of a choice by hand: the solver's own rules, in the words of the product's clients."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from models.adjacency import AdjacencyMode, Standing, standing
from models.booking import Booking
from models.errors import MaitredError
from models.problem import DayProblem
from models.rules import Rules
from models.venue import Table
from persistence.snapshot import DaySnapshot
from services.conflicts import (
    conflict_details,
    conflict_words,
    conflicts_of,
    deadline_words,
    table_words,
)
from services.errors import ResourceDisabledError
from services.judge import Terms, alone, rule_words
from solver.checker import check_plan
from solver.scoring import neighbours_of

Json = dict[str, Any]
Status = Literal["ok", "warning", "error"]

HOUSE = {
    "party_limits": "The house gives these tables to parties of other sizes.",
    "max_tables": "More tables than the house merges for one party.",
    "merge_overage": "A merge with more empty seats than the house likes.",
    "minimal_merge": "One of the tables is not needed.",
    "merges_off": "The house has switched merges off.",
    "named_sets": "The house has forbidden this merge.",
}
"""Rules that bind plans, and only warn a person who chooses by hand."""

APART_WORDS: dict[AdjacencyMode, str] = {
    "connected": "{} do not stand side by side",
    "neighbors": "{}: no table stands beside all the others",
    "pairwise": "{}: not every table stands beside every other",
}

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
    tables: tuple[str, ...]
    most_slack: int
    """Empty seats of a choice, unless somebody takes responsibility for more."""

    @property
    def failed(self) -> tuple[Check, ...]:
        """The checks that forbid it."""
        return tuple(check for check in self.checks if check.status == "error")

    @property
    def conflicts(self) -> list[Json]:
        """Who else has the tables: bookings, then holds."""
        details = self._check("conflict").details or {}
        return [*details["conflicts"], *details["holdConflicts"]]

    @property
    def needs_neighbours(self) -> bool:
        """Whether the tables have to stand side by side."""
        details: Json = self._check("adjacency").details or {}
        return bool(details["mode"] != "off")

    def _check(self, name: str) -> Check:
        return next(check for check in self.checks if check.id == name)


class ChecksFailedError(MaitredError):
    """A choice by hand fails checks that count; each is in ``validation``."""

    code = "ASSIGNMENT_VALIDATION"
    status = 422

    def __init__(self, validation: Validation, failed: tuple[Check, ...]) -> None:
        super().__init__(
            "; ".join(check.message for check in failed),
            hint="Choose other tables, or another time.",
            details={
                "checks": [check.told for check in validation.checks],
                **conflict_details(validation.booking, validation.tables, validation.conflicts),
            },
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
    broken = {item.code: rule_words(problem, item) for item in verdict.violations}
    seats = verdict.seats.get(booking.id, sum(table.capacity for table in chosen))
    conflicts = conflicts_of(snapshot, booking, frozenset(table.id for table in chosen))
    rules = problem.rules_for(booking)
    summary = _summary(booking, chosen, seats)
    found = (
        _capacity(booking, chosen, seats, broken),
        _slack(booking, chosen, seats, snapshot.flags.most_slack),
        _zone(problem, chosen, "one_zone" in broken),
        _movable(chosen, "movable" in broken),
        _adjacency(snapshot.problem, chosen, rules, "adjacency" in broken),
        _conflict(broken, conflicts),
        _holds(snapshot, booking, holds),
    )
    checks = (*(_waive(check, waived) for check in found), *_house(broken))
    ids = tuple(table.id for table in chosen)
    return Validation(checks, summary, booking, ids, snapshot.flags.most_slack)


def _tables(problem: DayProblem, ids: Iterable[str]) -> list[Table]:
    wanted = set(ids)
    return [table for table in problem.venue.tables if table.id in wanted]


def _in_service(booking: Booking, tables: list[Table]) -> None:
    closed = [t for t in tables if not t.active and t.id not in booking.current_tables]
    if closed:
        raise ResourceDisabledError(
            f"{_named(closed)} {'is' if len(closed) == 1 else 'are'} not in service",
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


def _zone(problem: DayProblem, tables: list[Table], failed: bool) -> Check:
    if not failed:
        return Check("zone", "ok", "All tables are in one zone")
    labels = {zone.id: zone.label for zone in problem.venue.zones}
    zones = sorted({labels[table.zone] for table in tables})
    return Check("zone", "error", f"{_named(tables)} stand in {' and '.join(zones)}, not together")


def _movable(tables: list[Table], failed: bool) -> Check:
    if not failed:
        return Check("movable", "ok", "The tables can be put together")
    fixed = [table for table in tables if not table.movable]
    return Check("movable", "error", f"{_named(fixed)} cannot be moved, so not put together")


def _named(tables: list[Table]) -> str:
    return table_words([table.label for table in tables])


def _capacity(booking: Booking, tables: list[Table], seats: int, broken: dict[str, str]) -> Check:
    details = {
        "totalCapacity": seats,
        "partySize": booking.party,
        "slack": seats - booking.party,
    }
    if "in_service" in broken:
        return Check("capacity", "error", broken["in_service"], details)
    said = f"{seats} seats for a party of {booking.party}"
    if seats < booking.party:
        return Check("capacity", "error", f"{_named(tables)}: only {said}", details)
    return Check("capacity", "ok", said, details)


def _slack(booking: Booking, tables: list[Table], seats: int, most: int) -> Check:
    slack = seats - booking.party
    details = {"slack": slack, "allowedSlack": most}
    if slack > most:
        message = f"{_named(tables)}: {slack} seats would stay empty, at most {most} may"
        return Check("slack", "error", message, details)
    return Check("slack", "ok", f"{max(0, slack)} empty seats", details)


def _adjacency(problem: DayProblem, tables: list[Table], rules: Rules, failed: bool) -> Check:
    details = {
        "mode": rules.adjacency_mode if rules.require_adjacency else "off",
        "status": adjacency_status(problem, [table.id for table in tables]),
    }
    if failed:
        message = APART_WORDS[rules.adjacency_mode].format(_named(tables))
        return Check("adjacency", "error", message, details)
    return Check("adjacency", "ok", "The tables may be put together", details)


def adjacency_status(problem: DayProblem, tables: list[str]) -> Standing:
    """Return how tables stand: single, pairwise, neighbors, connected or disconnected."""
    return standing(tables, neighbours_of(problem.venue))


def _conflict(broken: dict[str, str], conflicts: list[Json]) -> Check:
    details = {
        "conflicts": [item for item in conflicts if item["source"] != "hold"],
        "holdConflicts": [item for item in conflicts if item["source"] == "hold"],
    }
    if "occupancy" in broken or "overlap" in broken:
        return Check("conflict", "error", conflict_words(conflicts), details)
    return Check("conflict", "ok", "Nobody else has the tables then", details)


def _holds(snapshot: DaySnapshot, booking: Booking, holds: list[Json]) -> Check:
    details = {"holds": holds}
    if not holds:
        return Check("holds", "ok", "Nobody holds the tables", details)
    numbers = {table.id: table.label for table in snapshot.problem.venue.tables}
    first = holds[0]
    tables = table_words([numbers[table] for table in first["tableIds"]])
    own = first["bookingId"] == booking.id
    whom = "this booking already (excludeHoldId leaves that out)" if own else "another booking"
    until = deadline_words(snapshot, dt.datetime.fromisoformat(first["expiresAt"]))
    message = f"{tables} {'is' if len(first['tableIds']) == 1 else 'are'} held for {whom}"
    return Check("holds", "error", f"{message}; the hold runs out at {until}", details)


def _waive(check: Check, waived: frozenset[str]) -> Check:
    if check.status == "error" and check.id in waived & WAIVABLE:
        return Check(check.id, "warning", f"{check.message} (overruled)", check.details)
    return check


def _house(broken: dict[str, str]) -> list[Check]:
    return [
        Check(code, "warning", sentence, {"rule": broken[code]})
        for code, sentence in HOUSE.items()
        if code in broken
    ]
