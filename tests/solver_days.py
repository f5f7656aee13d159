"""Compact builders of small days for the solver's tests, and the exact core in this process."""

import datetime as dt
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest

from models.booking import Booking, Occupied
from models.problem import DayProblem
from models.rules import NamedSet, Rules
from models.venue import Table, Venue, Zone
from models.weights import Weights
from models.window import Window
from solver import model
from solver import objective as objectives
from solver.apart import ApartSearch
from solver.arrays import Bools, Ints, TableArrays
from solver.best import Best
from solver.candidates import Candidates, candidates_of
from solver.checker import Verdict, check_plan
from solver.cpsat import ExactSearch
from solver.greedy import greedy_floor
from solver.instance import instance_of
from solver.messages import Bound, Incumbent, Message, Task
from solver.objective import Objective, objective_of
from solver.rules import locks
from solver.table_sets import TableSets, table_sets

DATE = dt.date(2025, 5, 10)
MIDNIGHT = dt.datetime(2025, 5, 10, tzinfo=dt.UTC)

Clock = int | str
Plan = dict[str, tuple[str, ...]]


def at(clock: Clock) -> dt.datetime:
    """Return an instant of the test date from ``HH:MM`` or minutes past midnight (UTC)."""
    if isinstance(clock, str):
        hours, minutes = clock.split(":")
        clock = int(hours) * 60 + int(minutes)
    return MIDNIGHT + dt.timedelta(minutes=clock)


def window(start: Clock, end: Clock) -> Window:
    """Return a window of the test date."""
    return Window(start=at(start), end=at(end))


def table(key: str, seats: int = 4, *, zone: str = "Z", **fields: Any) -> Table:
    """Return a table."""
    return Table(id=key, capacity=seats, zone=zone, **fields)


def booking(
    key: str, party: int = 2, start: Clock = "19:00", end: Clock = "20:30", **fields: Any
) -> Booking:
    """Return a booking; ``has`` names the tables it has now, separated by +."""
    has = fields.pop("has", "")
    current = tuple(has.split("+")) if has else ()
    return Booking(id=key, party=party, window=window(start, end), current_tables=current, **fields)


def taken(key: str, start: Clock = "19:00", end: Clock = "20:30", **fields: Any) -> Occupied:
    """Return a window in which a table is taken."""
    return Occupied(table=key, window=window(start, end), **fields)


def pairs(text: str) -> tuple[tuple[str, str], ...]:
    """Read adjacency from ``A-B B-C``."""
    return tuple((a, b) for a, b in (pair.split("-") for pair in text.split()))


def named(text: str, kind: str = "allow", capacity: int | None = None) -> NamedSet:
    """Return a named set of tables written ``A+B``."""
    return NamedSet.model_validate(
        {"tables": tuple(text.split("+")), "kind": kind, "capacity": capacity}
    )


def day(
    tables: Iterable[Table], bookings: Iterable[Booking] = (), edges: str = "", **fields: Any
) -> DayProblem:
    """Return a problem; ``rules`` and ``weights`` may be given as plain dictionaries.

    Scarcity costs nothing unless the weights say so: sums stay easy to do by hand.
    """
    tables = tuple(tables)
    if isinstance(fields.get("weights", {}), dict):
        fields["weights"] = {"scarcity": 0, **fields.get("weights", {})}
    zones = tuple(Zone(id=zone) for zone in sorted({item.zone for item in tables}))
    for name, kind in (("rules", Rules), ("weights", Weights)):
        if isinstance(fields.get(name), dict):
            fields[name] = kind(**fields[name])
    return DayProblem(
        id="day",
        date=DATE,
        venue=Venue(id="venue", zones=zones, tables=tables, adjacency=pairs(edges)),
        bookings=tuple(bookings),
        **fields,
    )


def legal_pairs(problem: DayProblem) -> set[tuple[str, str]]:
    """Return every (booking, ``A+B``) that the solver may choose."""
    found = candidates_of(problem)
    return {
        (found.bookings[row].id, "+".join(found.sets.ids(chosen)))
        for row, chosen in zip(found.booking.tolist(), found.table_set.tolist(), strict=True)
    }


def sets_for(problem: DayProblem, key: str) -> set[str]:
    """Return the table sets, each ``A+B``, that the solver may give to one booking."""
    return {tables for owner, tables in legal_pairs(problem) if owner == key}


def arrays_of(*tables: Table, edges: str = "") -> TableArrays:
    """Return tables as the arrays that the rules work on."""
    return TableArrays.of(day(tables, edges=edges).venue)


def sets_of(*tables: Table, edges: str = "", largest: int = 99, **rules: Any) -> TableSets:
    """Return every table set the rules allow for parties up to a size."""
    return table_sets(arrays_of(*tables, edges=edges), Rules(**rules), largest)


def admitted(sets: TableSets, mask: Bools) -> set[str]:
    """Return the table sets, each ``A+B``, for which a rule said yes."""
    return {"+".join(sets.ids(index)) for index in np.flatnonzero(mask).tolist()}


def linked(tables: TableArrays, mask: Bools) -> set[str]:
    """Return the pairs of different tables, each ``A-B``, that a rule lets stand together."""
    return {
        f"{tables.ids[a]}-{tables.ids[b]}"
        for a, b in np.argwhere(mask).tolist()
        if a < b and mask[b, a]
    }


def units_of(problem: DayProblem, units: Callable[[Candidates], Ints]) -> dict[str, int]:
    """Return a term's units by candidate, ``b1:A+B``."""
    found = candidates_of(problem)
    names = [
        f"{found.bookings[row].id}:{'+'.join(found.sets.ids(chosen))}"
        for row, chosen in zip(found.booking.tolist(), found.table_set.tolist(), strict=True)
    ]
    return dict(zip(names, units(found).tolist(), strict=True))


def points(problem: DayProblem, term: str, **decisions: str) -> float:
    """Return the points that the checker counts for one term of decisions ``b1="A+B"``."""
    plan = {key: tuple(text.split("+")) for key, text in decisions.items()}
    return check_plan(problem, plan).terms[term] / 100


def unused(monkeypatch: pytest.MonkeyPatch, term: str, problem: DayProblem) -> None:
    """Assert that a term is computed when it has a weight, and never when the weight is 0."""
    calls: list[str] = []
    terms: dict[str, Callable[[Candidates], Any]] = (
        objectives.PREFERENCES if term in objectives.PREFERENCES else objectives.LOADS
    )
    counts = terms[term]

    def counted(found: Candidates) -> Any:
        calls.append(term)
        return counts(found)

    monkeypatch.setitem(terms, term, counted)
    solve_exactly(problem)
    assert calls
    calls.clear()
    off = solve_exactly(problem.replace(weights=problem.weights.replace(**{term: 0})))
    assert calls == []
    assert off.verdict.ok
    assert off.verdict.terms[term] == 0


def codes(problem: DayProblem, **decisions: str) -> list[str]:
    """Return the codes the checker finds; decisions are ``b1="A+B"``."""
    verdict = check_plan(problem, {key: tuple(v.split("+")) for key, v in decisions.items()})
    return sorted({violation.code for violation in verdict.violations})


def fixed_plan(problem: DayProblem) -> Plan:
    """Return the seatings that no plan may change."""
    return {
        item.id: item.current_tables
        for item in problem.bookings
        if item.current_tables and problem.wants_tables(item) and problem.is_fixed(item)
    }


@dataclass
class Exact:
    """What the exact core found for a problem, run to its end in this process."""

    problem: DayProblem
    candidates: Candidates
    objective: Objective
    floor: Ints
    chosen: Ints
    bounds: dict[int, list[int]] = field(default_factory=dict)
    """Every bound the engine told, by tier, in order (centipoints over the candidates)."""

    def plan_of(self, chosen: Ints) -> Plan:
        """Return a choice of candidates, with the fixed seatings, as decisions."""
        found = self.candidates
        plan = fixed_plan(self.problem)
        for row, chosen_set in zip(
            found.booking[chosen].tolist(), found.table_set[chosen].tolist(), strict=True
        ):
            key = found.bookings[row].id
            if key in plan:
                raise AssertionError(f"{key} was given two table sets")
            plan[key] = found.sets.ids(chosen_set)
        return plan

    @property
    def plan(self) -> Plan:
        """The best plan found."""
        return self.plan_of(self.chosen)

    @property
    def verdict(self) -> Verdict:
        """What the checker says of the best plan."""
        return check_plan(self.problem, self.plan)

    @property
    def rank(self) -> tuple[int, ...]:
        """The rank of the best plan by the checker's own arithmetic."""
        return self.verdict.rank(self.problem.weights.order)


class ChildStub:
    """Collects what a search tells, as the parent of a solver process would."""

    def __init__(self, exact: "Exact") -> None:
        self.exact = exact
        self.offers: list[Ints] = []

    def tell(self, message: Message) -> None:
        """Take one message."""
        if isinstance(message, Incumbent):
            self.offers.append(message.chosen)
            value = self.exact.objective.value
            if value(message.chosen) > value(self.exact.chosen):
                self.exact.chosen = message.chosen
        elif isinstance(message, Bound):
            self.exact.bounds.setdefault(message.tier, []).append(message.centipoints)


def prepared(problem: DayProblem, seconds: float = 10.0, seed: int = 1) -> tuple[Exact, Task]:
    """Return a problem's floor as a result to improve, and the task for a search."""
    candidates = candidates_of(problem)
    objective = objective_of(candidates)
    floor = greedy_floor(candidates, objective)
    task = Task(
        instance=instance_of(candidates, objective),
        model=model.build(candidates, objective),
        start=floor,
        until=time.monotonic() + seconds,
        seed=seed,
    )
    return Exact(problem, candidates, objective, floor, floor), task


def solve_exactly(problem: DayProblem) -> Exact:
    """Solve a tiny day to proven optimality with the exact model, without a process."""
    exact, task = prepared(problem)
    assert task.model is not None
    ExactSearch(task, task.model, ChildStub(exact).tell).run()
    return exact


def solve_pooled(problem: DayProblem, seconds: float = 10.0) -> tuple[Exact, list[Ints]]:
    """Run the pooled search to its end; return its result and every choice that it offered."""
    exact, task = prepared(problem, seconds)
    child = ChildStub(exact)
    ApartSearch(task, Best(task.instance, task.start, child.tell), child.tell).run()
    return exact, child.offers


def plan_of(problem: DayProblem) -> dict[str, str]:
    """Return the exact core's plan as ``{"b1": "A+B"}`` after the checker agreed with it."""
    exact = solve_exactly(problem)
    verdict = exact.verdict
    assert verdict.ok, [str(violation) for violation in verdict.violations]
    return {key: "+".join(sorted(tables)) for key, tables in exact.plan.items()}


def undecided(problem: DayProblem) -> list[str]:
    """Return the ids of the bookings that the plan may decide."""
    return [item.id for item in locks.undecided(problem)]


def indices(exact: Exact, **decisions: str) -> list[int]:
    """Return the candidate numbers of decisions written ``b1="A+B"``."""
    found, result = exact.candidates, []
    for key, text in decisions.items():
        row = [item.id for item in found.bookings].index(key)
        mine = np.arange(found.offset[row], found.offset[row + 1])
        names = ["+".join(found.sets.ids(int(found.table_set[i]))) for i in mine]
        result.append(int(mine[names.index(text)]))
    return result
