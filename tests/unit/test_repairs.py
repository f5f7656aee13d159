"""What would seat a booking that was turned away, by example: every kind of repair."""

import pytest

from models.edits import (
    AddTable,
    AllowMerge,
    LiftLimits,
    OpenTable,
    Release,
    Reschedule,
    Seat,
    Unlock,
)
from models.explanation import RepairKind
from models.house import Pacing
from models.problem import DayProblem
from tests.explained import repairs, why
from tests.solver_days import booking, day, named, table, taken, window

SINGLES = {"merges": False}
KIND = RepairKind
TWO = [booking("b1", 4), booking("b2", 4)]


def one_table(**fields: object) -> DayProblem:
    """Return a day on which two parties of four want one table."""
    return day([table("A", 4)], TWO, rules=SINGLES, **fields)


def test_another_time_earlier_and_later() -> None:
    """The nearest of each; the table is free when the others have gone or not yet come."""
    guests = [booking("b1", 4), booking("b2", 4, "19:15", "20:00")]
    found = why(day([table("A", 4)], guests, rules=SINGLES), b2="A")
    times = [item for item in found.repairs if item.kind is KIND.OTHER_TIME]
    assert [item.minutes for item in times] == [60, -75]
    later = Reschedule(booking="b1", window=window("20:00", "21:30"))
    assert times[0].edits == (later,)
    assert times[0].message == "Come 60 minutes later, at 20:00: A is free."


def test_no_time_that_has_passed() -> None:
    """It is 18:30: nobody comes at 18:00."""
    guests = [booking("b1", 4), booking("b2", 4, "19:15", "21:30")]
    problem = day([table("A", 4)], guests, as_of=window("18:30", "19:00").start)
    assert KIND.OTHER_TIME not in repairs(why(problem, b2="A"))


def test_another_time_keeps_the_houses_limits() -> None:
    """At 19:15 a table is free, but too many come; at 19:30 not."""
    pace = Pacing(covers=4, slot_minutes=15, window=window("19:00", "19:30"))
    guests = [booking("b1", 4), booking("b2", 4), booking("b3", 4, "19:15", "20:45")]
    tables = [table("A", 4), table("B", 4), table("C", 4)]
    problem = day(tables, guests, pacing=(pace,), weights={"pacing": 100_000})
    found = repairs(why(problem, b2="A", b3="B"))
    assert found.keys() == {KIND.OTHER_TIME}
    assert found[KIND.OTHER_TIME].minutes == -15


def test_a_shorter_stay() -> None:
    """The later sitting begins half an hour before the booking would go."""
    guests = [booking("b1", 4), booking("b2", 4, "20:00", "21:30")]
    found = repairs(why(day([table("A", 4)], guests, rules=SINGLES), b2="A"))
    shorter = found[KIND.SHORTER_STAY]
    assert shorter.minutes == 30
    assert shorter.edits == (Reschedule(booking="b1", window=window("19:00", "20:00")),)
    assert shorter.message == "Stay 30 minutes less, until 20:00: A is free until then."


@pytest.mark.parametrize("start", ["19:20", "18:45"])
def test_nobody_is_asked_to_stay_for_next_to_nothing(start: str) -> None:
    """Twenty minutes are no dinner; and one who sits there already is in the way at once."""
    guests = [booking("b1", 4), booking("b2", 4, start, "21:30")]
    found = repairs(why(day([table("A", 4)], guests, rules=SINGLES), b2="A"))
    assert KIND.SHORTER_STAY not in found


def test_moving_others() -> None:
    """Mode fill moves nobody; by hand two could be moved."""
    guests = [booking("b1", 6), booking("b2", 3, has="C"), booking("b3", 2, has="B")]
    problem = day([table("A", 2), table("B", 4), table("C", 6)], guests, rules=SINGLES)
    repair = repairs(why(problem))[KIND.MOVES]
    assert repair.edits == (
        Seat(booking="b2", tables=("B",)),
        Seat(booking="b3", tables=("A",)),
    )
    assert repair.tables == ("C",)
    assert repair.message == "Move b2 from C to B and b3 from B to A: then C is free."


def test_more_moves_than_the_mode_allows() -> None:
    """No booking may move; moving one would help."""
    guests = [booking("b1", 4), booking("b2", 2, has="A")]
    problem = day([table("A", 4), table("B", 2)], guests, mode="improve", max_moves=0)
    assert KIND.MOVES in repairs(why(problem))


def test_unlocking_another() -> None:
    """It has to be unlocked, and then moved."""
    guests = [booking("b1", 4), booking("b2", 2, has="A", locked=True)]
    repair = repairs(why(day([table("A", 4), table("B", 2)], guests, rules=SINGLES)))[KIND.UNLOCK]
    assert repair.edits == (Unlock(booking="b2"), Seat(booking="b2", tables=("B",)))
    assert repair.message == "Unlock b2 and move b2 from A to B: then A is free."


def test_unlocking_itself() -> None:
    """A table is free, and it is only locked without one."""
    found = repairs(why(day([table("A", 4)], [booking("b1", 4, locked=True)])))
    assert found[KIND.UNLOCK].edits == (Unlock(booking="b1"),)
    assert found[KIND.UNLOCK].message == "Take its lock off: A is free."


def test_unlocking_itself_is_part_of_every_other_repair() -> None:
    """Its lock is off in each of them, or it could not be seated."""
    guests = [booking("b1", 4, locked=True), booking("b2", 4)]
    found = repairs(why(day([table("A", 4)], guests, rules=SINGLES)))
    assert KIND.UNLOCK not in found
    assert found[KIND.OTHER_TIME].edits[0] == Unlock(booking="b1")


def test_a_hold_is_released_as_a_whole() -> None:
    """Both tables of the merge that it holds; another hold is left alone."""
    holds = [taken(key, source="hold", booking="x") for key in "AB"]
    other = taken("C", source="hold", booking="y")
    tables = [table("A", 4), table("B", 4), table("C", 2)]
    repair = repairs(why(day(tables, [booking("b1", 7)], "A-B", occupancy=(*holds, other))))
    assert repair[KIND.RELEASE].edits == tuple(Release(occupied=item) for item in holds)
    assert repair[KIND.RELEASE].message == (
        "Release the hold of booking x on A+B, 19:00–20:30: then A+B is free."
    )


def test_maintenance_is_not_released() -> None:
    """Only holds can be given up."""
    assert KIND.RELEASE not in repairs(
        why(day([table("A", 4)], [booking("b1", 4)], occupancy=(taken("A", source="maintenance"),)))
    )


def test_a_merge_that_the_rules_forbid() -> None:
    """Of what is free: the one that breaks the fewest rules, and which."""
    tables = [table("A", 4), table("B", 4), table("C", 4, zone="Y", movable=False)]
    problem = day(tables, [booking("b1", 7, service="dinner")], "A-C")
    repair = repairs(why(problem))[KIND.MERGE]
    assert repair.edits == (AllowMerge(tables=("A", "B"), service="dinner"),)
    assert repair.rules == ("the tables do not stand side by side",)
    assert repair.message == (
        "Merge A+B, which are free, although the tables do not stand side by side."
    )


@pytest.mark.parametrize(
    "rules", [{"merges": False}, {"max_tables": 1}, {"named_sets": (named("A+B", "forbid"),)}]
)
def test_any_rule_of_merging(rules: dict[str, object]) -> None:
    """Merges off, too many tables, a set that may not be merged."""
    problem = day([table("A", 4), table("B", 4)], [booking("b1", 7)], "A-B", rules=rules)
    assert repairs(why(problem))[KIND.MERGE].tables == ("A", "B")


def test_a_tables_limits() -> None:
    """It takes parties from five on, and is free."""
    repair = repairs(why(day([table("A", 8, min_party=5)], [booking("b1", 4)])))[KIND.LIMITS]
    assert repair.edits == (LiftLimits(table="A"),)
    assert repair.message == "Seat 4 guests on A, which is free but takes parties of 5 to 8."


def test_opening_a_table() -> None:
    """The smallest closed one that does."""
    tables = [table("A", 8, active=False), table("B", 4, active=False), table("C", 2, active=False)]
    repair = repairs(why(day(tables, [booking("b1", 4)])))[KIND.OPEN_TABLE]
    assert repair.edits == (OpenTable(table="B"),)
    assert repair.message == "Put table B back into service: then B is free."


def test_one_more_table() -> None:
    """As large as the party, in the zone it wishes."""
    tables = [table("A", 4), table("B", 2, zone="Y")]
    guests = [booking("b1", 4, preferred_zone="Y"), booking("b2", 4)]
    repair = repairs(why(day(tables, guests, "A-B"), b2="A"))[KIND.NEW_TABLE]
    assert repair.edits == (AddTable(table=table("new", 4, zone="Y")),)
    assert (repair.seats, repair.tables) == (4, ("new",))


def test_one_more_table_to_be_merged() -> None:
    """Where tables need not stand side by side, two seats beside a free table are enough."""
    problem = day(
        [table("A", 4), table("B", 4)],
        [booking("b1", 6), booking("b2", 4)],
        rules={"require_adjacency": False},
    )
    repair = repairs(why(problem, b2="B"))[KIND.NEW_TABLE]
    assert (repair.seats, repair.tables) == (2, ("A", "new"))
    assert repair.message == "Put up one more table of 2 seats in Z beside A."


def test_the_cheapest_comes_first() -> None:
    """A quarter of an hour rather than a table more."""
    found = why(
        day([table("A", 4)], [booking("b1", 4), booking("b2", 4, "20:15", "21:00")]), b2="A"
    )
    burdens = [item.burden for item in found.repairs]
    assert burdens == sorted(burdens)
    assert [item.kind for item in found.repairs[:2]] == [KIND.OTHER_TIME, KIND.SHORTER_STAY]


def test_nobody_is_asked_who_is_not_in_the_way() -> None:
    """The lunch is locked, the hold is at noon, and neither is looked at."""
    guests = [*TWO, booking("noon", 4, "12:00", "13:00", has="A", locked=True)]
    held = taken("A", "14:00", "15:00", source="hold")
    found = why(day([table("A", 4)], guests, occupancy=(held,)), b2="A", noon="A")
    assert not {KIND.UNLOCK, KIND.RELEASE, KIND.MOVES, KIND.MERGE} & repairs(found).keys()
    assert all(found.finished.repairs.values())
