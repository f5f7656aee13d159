"""Rule: what is taken stays taken."""

from typing import Any

import pytest

from models.booking import BookingStatus
from solver.rules import occupancy
from tests.solver_days import booking, codes, day, plan_of, sets_for, table, taken


def test_admits_a_table_that_is_free_again() -> None:
    """A window that ends when the booking starts, or begins when it ends, is not in its way."""
    around = (taken("A", "18:00", "19:00"), taken("A", "20:30", "22:00"))
    problem = day([table("A")], [booking("b1")], occupancy=around)
    assert plan_of(problem) == {"b1": "A"}
    assert codes(problem, b1="A") == []


@pytest.mark.parametrize("source", ["allocation", "assignment", "hold", "maintenance"])
def test_forbids_a_table_that_is_taken_for_a_minute_of_the_window(source: str) -> None:
    """One minute in common is enough, whatever takes the table; merges with it fall too."""
    tables = (table("A", 2), table("B", 2), table("C", 2))
    claim = taken("A", "20:29", "22:00", source=source)
    problem = day(tables, [booking("b1", 4)], "A-B B-C", occupancy=(claim,))
    assert sets_for(problem, "b1") == {"B+C"}
    assert codes(problem, b1="A+B") == ["occupancy"]


def test_admits_o10_the_booking_that_the_claim_belongs_to() -> None:
    """O10: a hold for a booking keeps the table for it and from everybody else."""
    claim = taken("A", source="hold", booking="b1")
    problem = day([table("A")], [booking("b1", 2), booking("b2", 4)], occupancy=(claim,))
    assert plan_of(problem) == {"b1": "A"}
    assert codes(problem, b1="A") == []
    assert codes(problem, b2="A") == ["occupancy"]


@pytest.mark.parametrize(
    "fields",
    [
        {"locked": True},
        {"status": BookingStatus.CHECKED_IN},
        {"status": BookingStatus.COMPLETED},
        {},
    ],
)
def test_forbids_o13_the_tables_of_bookings_that_stay(fields: dict[str, Any]) -> None:
    """O13: checked-in, locked and (in mode fill) all seated guests block their tables."""
    seated = booking("b1", 2, has="A", **fields)
    problem = day([table("A")], [seated, booking("b2", 4)])
    assert [claim.booking for claim in occupancy.fixed_claims(problem)] == ["b1"]
    assert plan_of(problem) == {"b1": "A"}
    assert codes(problem, b1="A", b2="A") == ["overlap"]


@pytest.mark.parametrize("status", [BookingStatus.CANCELLED, BookingStatus.NO_SHOW])
def test_admits_the_tables_of_bookings_that_are_gone(status: BookingStatus) -> None:
    """A cancelled booking blocks nothing, even if it is locked."""
    gone = booking("b1", 2, has="A", status=status, locked=True)
    problem = day([table("A")], [gone, booking("b2", 4)])
    assert occupancy.fixed_claims(problem) == []
    assert plan_of(problem) == {"b2": "A"}
    assert codes(problem, b2="A") == []


def test_forbids_a_slot_that_is_taken_on_the_table() -> None:
    """A claim of the same slot blocks its table at any hour, for that slot only."""
    claim = taken("A", 600, 660, slot="s")
    guests = [booking("b1", 2, 900, 960, slot="s"), booking("b2", 2, 900, 960, slot="t")]
    problem = day([table("A")], guests, occupancy=(claim,))
    assert plan_of(problem) == {"b2": "A"}
    assert codes(problem, b1="A") == ["occupancy"]
