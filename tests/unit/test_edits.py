"""Edits of a day problem: what each changes, what it refuses, and that it is data."""

from typing import Any

import pytest
from pydantic import TypeAdapter

from models.edits import (
    AddTable,
    AllowMerge,
    Edit,
    LiftLimits,
    OpenTable,
    Release,
    Reschedule,
    Seat,
    Unlock,
    apply_edits,
)
from models.errors import InvalidInputError
from models.problem import DayProblem
from models.rules import Rules, ServiceRules
from tests.solver_days import booking, codes, day, named, sets_for, table, taken, window

HOLD = taken("B", source="hold")
DAY = day(
    [table("A", 2), table("B", 4, min_party=3), table("C", 4, active=False)],
    [booking("b1", 2, slot="s1", locked=True), booking("b2", 4)],
    occupancy=(HOLD,),
)

EVERY: list[Edit] = [
    Reschedule(booking="b1", window=window("18:00", "19:00")),
    Seat(booking="b2", tables=("A",)),
    Unlock(booking="b1"),
    Release(occupied=HOLD),
    AllowMerge(tables=("A", "B")),
    LiftLimits(table="B"),
    OpenTable(table="C"),
    AddTable(table=table("D", 2)),
]


def of(problem: DayProblem, key: str) -> Any:
    """Return one booking or table."""
    return next(i for i in (*problem.bookings, *problem.venue.tables) if i.id == key)


@pytest.mark.parametrize("edit", EVERY, ids=lambda edit: edit.kind)
def test_every_edit_is_data_and_changes_the_problem(edit: Edit) -> None:
    """JSON and back is the same edit; applied, it makes another problem and leaves the first."""
    adapter: TypeAdapter[Edit] = TypeAdapter(Edit)
    before = DAY.content_hash()
    assert adapter.validate_json(adapter.dump_json(edit)) == edit
    assert edit.apply(DAY) != DAY
    assert DAY.content_hash() == before


def test_what_each_changes() -> None:
    """All of them, one after the other."""
    after = apply_edits(DAY, EVERY)
    assert of(after, "b1").window == window("18:00", "19:00")
    assert (of(after, "b1").slot, of(after, "b1").locked) == (None, False)
    assert of(after, "b2").current_tables == ("A",)
    assert after.occupancy == ()
    assert (of(after, "B").min_party, of(after, "C").active) == (0, True)
    assert of(after, "D").capacity == 2


def test_a_shorter_stay_keeps_the_slot() -> None:
    """The slot belongs to the start, which stays."""
    after = Reschedule(booking="b1", window=window("19:00", "20:00")).apply(DAY)
    assert of(after, "b1").slot == "s1"


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (Reschedule(booking="no", window=window(1, 2)), "edit reschedule: booking: is not part"),
        (Seat(booking="b2", tables=("X",)), "edit seat: booking 'b2' names table 'X'"),
        (Unlock(booking="b2"), "edit unlock: booking: is not locked (got 'b2')"),
        (Release(occupied=taken("A")), "edit release: occupied: nothing like it is taken"),
        (AllowMerge(tables=("A", "X")), "edit allow_merge: the named set ['A', 'X'] names table"),
        (LiftLimits(table="X"), "edit lift_limits: table: does not exist (got 'X')"),
        (OpenTable(table="A"), "edit open_table: table: is in service already (got 'A')"),
        (AddTable(table=table("A", 2)), "edit add_table: tables: id 'A' is used more than once"),
    ],
)
def test_what_does_not_fit_is_refused(edit: Edit, words: str) -> None:
    """The message names the edit, the place and the value."""
    with pytest.raises(InvalidInputError) as refused:
        edit.apply(DAY)
    assert words in refused.value.message


@pytest.mark.parametrize(
    "rules",
    [
        {"merges": False},
        {"named_sets": (named("A+B", "forbid"),)},
        {"max_tables": 1},
        {"merges": False, "named_sets": (named("A+C"),)},
        {},
    ],
    ids=str,
)
def test_an_allowed_merge_is_the_only_new_one(rules: dict[str, Any]) -> None:
    """The tables are apart, in two zones, fixed, and too large; nothing else becomes legal."""
    tables = [table("A", 4, movable=False), table("B", 8, zone="Y"), table("C", 4), table("D", 4)]
    problem = day(tables, [booking("b1", 6)], "C-D", rules=rules)
    after = AllowMerge(tables=("B", "A")).apply(problem)
    assert sets_for(after, "b1") == sets_for(problem, "b1") | {"A+B"}
    assert codes(after, b1="A+B") == []


def test_a_service_with_rules_of_its_own() -> None:
    """Only its rules change; a service without any has those of the day."""
    own = ServiceRules(service="late", rules=Rules(merges=False))
    problem = day([table("A", 4), table("B", 4)], [booking("b1", 6)], service_rules=(own,))
    late = AllowMerge(tables=("A", "B"), service="late").apply(problem)
    assert late.rules == problem.rules
    assert late.service_rules[0].rules.named_sets
    early = AllowMerge(tables=("A", "B"), service="early").apply(problem)
    assert early.rules.named_sets
    assert early.service_rules == problem.service_rules
