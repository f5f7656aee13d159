"""Moves that make room, by example."""

from typing import Any

import pytest

from models.problem import DayProblem
from models.quote import Finished, Proposal, QuoteOptions
from solver.quoting.quote import quote_booking
from tests.solver_days import booking, day, table, taken

SINGLES = {"merges": False}


def proposed(problem: DayProblem, **options: Any) -> Proposal | None:
    """Return what is proposed for b1 when nothing is free."""
    chosen = QuoteOptions(**{"budget_seconds": 60, "window_minutes": 0, **options})
    quote = quote_booking(problem, "b1", chosen, forecast=())
    assert quote.candidates == ()
    assert quote.finished == Finished(moves=True if chosen.moves else None)
    return quote.proposal


def moves(proposal: Proposal | None) -> dict[str, str]:
    """Return where everybody goes: ``{"b2": "C>A"}``; the asking booking has no from."""
    assert proposal is not None
    return {
        "b1": "+".join(proposal.tables),
        **{m.booking: f"{'+'.join(m.from_tables)}>{'+'.join(m.to_tables)}" for m in proposal.moves},
    }


def test_a_couple_leaves_the_only_six_top() -> None:
    """One move, to the table that costs least; the score is that of the plan."""
    problem = day(
        [table("A", 2), table("B", 4), table("C", 6)],
        [booking("b1", 6), booking("b2", 2, has="C")],
        rules=SINGLES,
    )
    proposal = proposed(problem)
    assert moves(proposal) == {"b1": "C", "b2": "C>A"}
    assert proposal is not None
    assert proposal.score == 6 * 1000 + 500 - 50 + 4 * 5
    assert proposal.seats == 6


def test_two_move_one_after_the_other() -> None:
    """The three leave the six-top for the four-top, whose couple goes to the two-top."""
    problem = day(
        [table("A", 2), table("B", 4), table("C", 6)],
        [booking("b1", 6), booking("b2", 3, has="C"), booking("b3", 2, has="B")],
        rules=SINGLES,
    )
    assert proposed(problem, moves=1) is None
    assert moves(proposed(problem)) == {"b1": "C", "b2": "C>B", "b3": "B>A"}


def test_two_leave_the_tables_of_a_merge() -> None:
    """Both tables of the only merge are given up."""
    tables = [table("A", 2), table("B", 2), table("C", 2, movable=False), table("D", 2, zone="Y")]
    guests = [booking("b1", 4), booking("b2", 2, has="A"), booking("b3", 2, has="B")]
    found = moves(proposed(day(tables, guests, "A-B")))
    assert found["b1"] == "A+B"
    assert {found["b2"], found["b3"]} in ({"A>C", "B>D"}, {"A>D", "B>C"})


def test_the_later_of_two_sittings_moves() -> None:
    """Two parties sit on the table one after the other; only who is in the way moves."""
    problem = day(
        [table("A", 4), table("B", 4)],
        [
            booking("b1", 4, "19:00", "21:00"),
            booking("b2", 4, "17:00", "19:00", has="A"),
            booking("b3", 4, "20:00", "22:00", has="A"),
            booking("b4", 4, "18:00", "19:30", has="B"),
        ],
        rules=SINGLES,
    )
    assert moves(proposed(problem)) == {"b1": "A", "b3": "A>B"}


@pytest.mark.parametrize("fields", [{"locked": True}, {"status": "checked_in"}])
def test_who_must_stay_is_not_asked(fields: dict[str, Any]) -> None:
    """Locked bookings and guests who have come keep their tables."""
    problem = day(
        [table("A", 2), table("C", 6)],
        [booking("b1", 6), booking("b2", 2, has="C", **fields)],
        rules=SINGLES,
    )
    assert proposed(problem) is None


def test_nobody_moves_onto_a_hold() -> None:
    """The only other table is held for somebody else."""
    problem = day(
        [table("A", 2), table("C", 6)],
        [booking("b1", 6), booking("b2", 2, has="C")],
        rules=SINGLES,
        occupancy=(taken("A", source="hold"),),
    )
    assert proposed(problem) is None
    assert moves(proposed(problem.replace(occupancy=()))) == {"b1": "C", "b2": "C>A"}


def test_the_options_count_for_the_seat_and_not_for_who_moves() -> None:
    """The asking booking wants zone Y; the couple may go wherever its own rules let it."""
    tables = [table("A", 2), table("B", 2, zone="Y")]
    guests = [booking("b1", 2), booking("b2", 2, has="B")]
    assert moves(proposed(day(tables, guests), zone="Y")) == {"b1": "B", "b2": "B>A"}
    apart = [table("A", 2), table("B", 2), table("C", 2)]
    party = [booking("b1", 4), booking("b2", 2, has="B")]
    problem = day(apart, party, "A-B", rules={"max_tables": 2})
    assert moves(proposed(problem, avoid=("C",))) == {"b1": "A+B", "b2": "B>C"}


def test_no_moves_when_none_may_be_proposed() -> None:
    """With ``moves`` 0 nobody is asked."""
    problem = day(
        [table("A", 2), table("C", 6)], [booking("b1", 6), booking("b2", 2, has="C")], rules=SINGLES
    )
    assert proposed(problem, moves=0) is None
