"""Why a booking has no table: each reason, in the words an operator reads."""

import pytest

from models.booking import BookingStatus
from models.house import HoldBack, Pacing
from models.plan import Unseated, UnseatedReason
from models.problem import DayProblem
from models.rules import RULE_PRESETS, ServiceRules
from solver.reasons import unseated_bookings
from solver.search import Search
from tests.solver_days import booking, day, solve_exactly, table, taken, window


def why(problem: DayProblem, key: str = "b1") -> Unseated:
    """Return the explanation of one unseated booking in the best plan."""
    return next(item for item in reasons(problem) if item.booking == key)


def reasons(problem: DayProblem) -> tuple[Unseated, ...]:
    """Return the explanations of the best plan."""
    search = Search(problem)
    assert search.offer(solve_exactly(problem).chosen)
    return unseated_bookings(search)


def test_q04_d04_insufficient_capacity_in_all() -> None:
    """Q04, D04: more guests than seats is said in those words, with both numbers."""
    item = why(day([table("A", 4), table("B", 3)], [booking("b1", 10)], "A-B"))
    assert item.reason is UnseatedReason.NO_TABLE_FITS
    assert item.message == "Insufficient global capacity: 10 guests, 7 seats in all."


def test_no_table_fits() -> None:
    """Seats enough in all, but no table or merge that may be used for this party."""
    tables = [table("A", 4), table("B", 4, zone="Y")]
    item = why(day(tables, [booking("b1", 7)], "A-B"))
    assert item.reason is UnseatedReason.NO_TABLE_FITS
    assert "capacity requirements for this party size (7)" in item.message


def test_q02_merges_off() -> None:
    """Q02: only a merge would fit, and merges are switched off."""
    item = why(day([table("A"), table("B")], [booking("b1", 7)], "A-B", rules={"merges": False}))
    assert item.reason is UnseatedReason.MERGES_OFF
    assert "merges are switched off" in item.message


def test_merges_off_is_no_excuse_when_merges_would_not_help() -> None:
    """With merges off and no merge that fits either, capacity is the reason."""
    item = why(day([table("A"), table("B")], [booking("b1", 9)], "A-B", rules={"merges": False}))
    assert item.reason is UnseatedReason.NO_TABLE_FITS


@pytest.mark.parametrize("source", ["hold", "maintenance", "allocation"])
def test_d07_all_taken(source: str) -> None:
    """D07: everything that fits is taken by something that may not move."""
    claim = taken("A", source=source)
    item = why(day([table("A")], [booking("b1", 2)], occupancy=(claim,)))
    assert item.reason is UnseatedReason.ALL_TAKEN
    assert "taken at that time" in item.message


def test_all_taken_by_guests_who_stay() -> None:
    """In mode fill the seated guests are in the way."""
    problem = day([table("A")], [booking("b0", 2, has="A"), booking("b1", 4)])
    assert why(problem).reason is UnseatedReason.ALL_TAKEN


def test_outweighed() -> None:
    """Tables exist, but others are worth more together."""
    item = why(day([table("A")], [booking("b1", 2), booking("b2", 4)]))
    assert item.reason is UnseatedReason.OUTWEIGHED
    assert "worth more together" in item.message


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"locked": True}, "locked"),
        ({"status": BookingStatus.COMPLETED}, "completed"),
        ({"status": BookingStatus.CHECKED_IN}, "checked_in"),
    ],
)
def test_locked_without(fields: dict[str, bool], word: str) -> None:
    """A lock without tables, or a party that is over, stays without and says which."""
    item = why(day([table("A")], [booking("b1", 2, **fields)]))
    assert item.reason is UnseatedReason.LOCKED_WITHOUT
    assert item.message == f"It is {word} and has no tables."


def test_every_reason_is_covered_and_the_gone_need_none() -> None:
    """Cancelled bookings want no table and are not listed; seated ones neither."""
    guests = [booking("b1", 2, status=BookingStatus.CANCELLED), booking("b2", 2)]
    assert reasons(day([table("A")], guests)) == ()
    assert {reason.name for reason in UnseatedReason} - {"NOT_PLANNED"} == {
        "NO_TABLE_FITS",
        "MERGES_OFF",
        "ALL_TAKEN",
        "OUTWEIGHED",
        "HOUSE_LIMITS",
        "LOCKED_WITHOUT",
    }


def test_house_limits() -> None:
    """A table is free, but the house keeps it, or takes no more arrivals: both are named."""
    pace = Pacing(covers=2, window=window("18:00", "22:00"))
    kept = HoldBack(name="bar", keep=1, window=window("19:30", "20:00"))
    guests = [booking("b1", 2), booking("b2", 2)]
    tables = [table("A", 2), table("B", 2), table("C", 2)]
    paced = day(tables, guests, pacing=(pace,))
    (item,) = reasons(paced)
    assert item.reason is UnseatedReason.HOUSE_LIMITS
    assert item.message == (
        "A table for 2 is free, but the plan leaves it open: "
        "at most 2 guests may arrive in 15 minutes."
    )
    weights = {"hold_back": 9000}
    (item,) = reasons(day(tables[:2], guests, hold_backs=(kept,), weights=weights))
    assert item.reason is UnseatedReason.HOUSE_LIMITS
    assert item.message.endswith(": 1 table is kept for walk-ins (bar).")
    # Without a free table it is the tables, whatever the house keeps in hand.
    (item,) = reasons(day(tables[:1], guests, pacing=(pace,)))
    assert item.reason is UnseatedReason.OUTWEIGHED


def test_rules_of_a_service_explain_its_own_bookings() -> None:
    """Merges that only lunch may use are no reason at dinner."""
    singles = ServiceRules(service="lunch", rules=RULE_PRESETS["singles"])
    guests = [booking("b1", 7, 720, 780, service="lunch"), booking("b2", 7, service="dinner")]
    (item,) = reasons(day([table("A"), table("B")], guests, "A-B", service_rules=(singles,)))
    assert (item.booking, item.reason) == ("b1", UnseatedReason.MERGES_OFF)


def test_the_explanation_carries_party_and_window() -> None:
    """What a list of unseated guests shows comes with the reason."""
    item = why(day([table("A", 2)], [booking("b1", 5, "18:00", "19:15")]))
    assert (item.booking, item.party, item.window.minutes) == ("b1", 5, 75)
