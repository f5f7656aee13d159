"""Each rule is taken out in turn, of the solver and of the checker, and something must notice."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from models import adjacency as standings
from models.booking import BookingStatus
from models.problem import DayProblem
from solver import checker, cliques
from solver.checker import check_plan
from solver.rules import (
    adjacency,
    capacity,
    in_service,
    locks,
    max_moves,
    max_tables,
    merge_overage,
    minimal_merge,
    movable,
    named_sets,
    non_overlap,
    occupancy,
    one_seating,
    one_zone,
    party_limits,
    seats_lost,
)
from tests.checker_case import Case
from tests.checker_cases import CASES
from tests.mutants import mutants
from tests.solver_brute import best_rank
from tests.solver_days import booking, day, named, solve_exactly, table, taken

A, B = table("A"), table("B")
TWOS = tuple(table(key, 2) for key in "ABCD")
SEVEN = [booking("b1", 7)]

DAYS: dict[str, DayProblem] = {
    "capacity": day([A], [booking("b1", 5)]),
    "party limits": day([table("A", 4, min_party=3)], [booking("b1", 2)]),
    "overage": day([table("A", 6), table("B", 6)], SEVEN, "A-B"),
    "minimal": day([table("A", 4, max_party=2), table("B", 1)], [booking("b1", 4)], "A-B"),
    "seats lost": day([A, B], [booking("b1", 8)], "A-B", rules={"seats_lost_per_join": 1}),
    "zones": day([A, table("B", zone="Y")], SEVEN, "A-B"),
    "movable": day([A, table("B", movable=False)], SEVEN, "A-B"),
    "in service": day([A, table("B", active=False)], SEVEN, "A-B"),
    "adjacency": day([A, B, table("C", 1)], SEVEN, "A-C"),
    "pairwise": day(TWOS, [booking("b1", 6)], "A-B B-C", rules={"adjacency_mode": "pairwise"}),
    "max tables": day(TWOS, [booking("b1", 8)], "A-B B-C C-D"),
    "merges off": day([A, B], SEVEN, "A-B", rules={"merges": False}),
    "forbidden": day([A, B], SEVEN, "A-B", rules={"named_sets": (named("A+B", "forbid"),)}),
    "allowed": day(
        [A, table("B", zone="Y")], SEVEN, rules={"named_sets": (named("A+B", capacity=7),)}
    ),
    "overlap": day([A], [booking("b1", 2), booking("b2", 2)]),
    "slots": day([A], [booking("b1", 2, 600, 660, slot="s"), booking("b2", 2, 700, 760, slot="s")]),
    "taken": day([A], [booking("b1", 2)], occupancy=(taken("A"),)),
    "own hold": day([A], [booking("b1", 2)], occupancy=(taken("A", booking="b1"),)),
    "fixed guests": day([A], [booking("b1", 2, has="A"), booking("b2", 4)]),
    "locked": day([A, B], [booking("b1", 2, has="A", locked=True)], mode="rebuild"),
    "locked without": day([A], [booking("b1", 2, locked=True)]),
    "gone": day([A], [booking("b1", 2, status=BookingStatus.CANCELLED)]),
    "keeps a seat": day([A], [booking("b1", 2, has="A"), booking("b2", 4)], mode="rebuild"),
    "double booked": day(
        [A], [booking("b1", 2, has="A"), booking("b2", 4, has="A")], mode="rebuild"
    ),
    "moves": day(
        [A, table("B", 2)],
        [booking("b1", 2, has="A"), booking("b2", 4)],
        mode="improve",
        max_moves=0,
        rules={"merges": False},
    ),
    "one seating": day(
        [A, B, table("C", 2)],
        [booking("b1", 4), booking("b2", 2, 600, 660)],
        weights={"overage": 0},
    ),
}


def yes(*_: Any) -> Any:
    """Allow every table set."""
    sets = _[0]
    return np.ones(len(sets), dtype=np.bool_)


def all_pairs(tables: Any, *_: Any) -> Any:
    """Allow every pair of tables."""
    return np.ones_like(tables.adjacent)


def all_free(tables: Any, bookings: Any, *_: Any) -> Any:
    """See no claim on any table."""
    return np.ones((len(bookings), len(tables) + 1), dtype=np.bool_)


def everyone(problem: DayProblem) -> Any:
    """Let the plan decide every booking."""
    return problem.bookings


def no_forbidden(rules: Any, index: Any) -> Any:
    """Forget which sets are forbidden."""
    allowed, _, override = SPLIT(rules, index)
    return allowed, [], override


def no_allowed(rules: Any, index: Any) -> Any:
    """Forget which sets are allowed."""
    return [], SPLIT(rules, index)[1], {}


def no_capacity(rules: Any, index: Any) -> Any:
    """Forget the seats of named sets."""
    allowed, forbidden, _ = SPLIT(rules, index)
    return allowed, forbidden, dict.fromkeys(allowed, 5)


SPLIT = named_sets.split
Change = tuple[ModuleType, str, Callable[..., Any]]

TAKEN_OUT: dict[str, Change] = {
    "capacity": (capacity, "admits", yes),
    "party_limits": (party_limits, "admits", yes),
    "merge_overage": (merge_overage, "admits", yes),
    "minimal_merge": (minimal_merge, "admits", yes),
    "seats_lost": (seats_lost, "seats", lambda total, size, rules: total),
    "one_zone": (one_zone, "links", all_pairs),
    "movable": (movable, "links", all_pairs),
    "in_service": (in_service, "links", all_pairs),
    "adjacency": (adjacency, "links", all_pairs),
    "adjacency mode": (adjacency, "reach", lambda links, groups, rules: links[groups].any(axis=1)),
    "max_tables": (max_tables, "limit", lambda rules: 5),
    "named_sets forbid": (named_sets, "split", no_forbidden),
    "named_sets allow": (named_sets, "split", no_allowed),
    "named_sets capacity": (named_sets, "split", no_capacity),
    "non_overlap": (non_overlap, "groups", lambda found: []),
    "non_overlap slots": (non_overlap, "slot_groups", lambda slots, spans: []),
    "occupancy": (occupancy, "free", all_free),
    "occupancy fixed": (occupancy, "fixed_claims", lambda problem: []),
    "locks": (locks, "undecided", everyone),
    "locks protected": (
        locks,
        "protected",
        lambda bookings, current: np.zeros(len(bookings), dtype=np.bool_),
    ),
    "locks contested": (locks, "protected", lambda bookings, current: current >= 0),
    "max_moves": (max_moves, "limit", lambda found: None),
    "one_seating": (one_seating, "groups", lambda found: ([], [])),
}


def noticed(problem: DayProblem) -> str | None:
    """Return what is wrong with the solver's answer to a day, None when it is right."""
    try:
        exact = solve_exactly(problem)
        verdict = exact.verdict
        floor = check_plan(problem, exact.plan_of(exact.floor))
    except (AssertionError, IndexError, KeyError, ValueError) as error:
        return f"{type(error).__name__}: {error}"
    if not verdict.ok:
        return str(verdict.violations[0])
    if not floor.ok:
        return f"floor: {floor.violations[0]}"
    if exact.rank != best_rank(problem):
        return f"not the optimum: {exact.rank}"
    return None


@pytest.mark.parametrize("name", DAYS)
def test_the_days_are_solved_right(name: str) -> None:
    """With every rule in place nothing is wrong with any of the days."""
    assert noticed(DAYS[name]) is None


@pytest.mark.parametrize("rule", TAKEN_OUT)
def test_a_rule_that_is_taken_out_is_missed(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the rule, some day breaks a rule of the checker or misses its optimum."""
    monkeypatch.setattr(*TAKEN_OUT[rule])
    assert [name for name, problem in DAYS.items() if noticed(problem)]


def test_every_rule_is_taken_out() -> None:
    """No file of solver/rules is spared."""
    files = {path.stem for path in Path(capacity.__file__).parent.glob("*.py")} - {"__init__"}
    assert {name.split()[0] for name in TAKEN_OUT} == files
    assert cliques.maximal_cliques.__name__ == "maximal_cliques"


CODES = sorted({code for case in CASES for code in case.codes})


@pytest.mark.parametrize("code", CODES)
def test_a_check_that_is_taken_out_lets_a_bad_plan_through(
    code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For each check there is a plan that only this check refuses."""
    fail = checker._Check._fail

    def forgetful(self: Any, found: str, *rest: Any) -> None:
        if found != code:
            fail(self, found, *rest)

    monkeypatch.setattr(checker._Check, "_fail", forgetful)
    passed = [case.name for case in CASES if set(case.codes) == {code}]
    assert passed
    for case in CASES:
        if case.name in passed:
            assert check_plan(case.problem, case.decisions).ok


HARMLESS = (
    # verdicts and violations are frozen against slips, not for their result
    "@dataclass(frozen=True)",
    # a shortcut: who is alone on a table shares it with nobody
    "shared = ((table, guests) for table, guests in by_table.items() if len(guests) >",
    # a shortcut: what it lets through is compared exactly in the next line
    "if len(slots) == len(set(slots)) and all((a.window.end <= b.window.start",
)
"""Lines in which a mistake cannot show."""


def survives(mutant: ModuleType, case: Case) -> bool:
    """Tell whether a mistake does not show in a case."""
    try:
        return case.agrees(mutant.check_plan(case.problem, case.decisions))
    except Exception:
        return False


def test_every_mistake_in_the_checker_shows() -> None:
    """Hundreds of small mistakes are planted in the checker, one at a time; the written examples
    notice each of them."""
    survivors, count = [], 0
    for planted, mutant in mutants(checker):
        count += 1
        if all(survives(mutant, case) for case in CASES):
            survivors.append(planted)
    assert count > 100
    assert [s for s in survivors if not any(part in s for part in HARMLESS)] == []


def test_every_mistake_about_adjacency_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    """How tables stand is not said in the checker itself; the same examples notice."""
    survivors = []
    for planted, mutant in mutants(standings):
        monkeypatch.setattr(checker, "standing", mutant.standing)
        monkeypatch.setattr(checker, "stands", mutant.stands)
        if all(survives(checker, case) for case in CASES):
            survivors.append(planted)
    assert [s for s in survivors if not any(part in s for part in HARMLESS)] == []
