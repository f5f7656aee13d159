"""Why a booking was turned away, by example: every kind of element, trades, what was finished."""

from typing import Any

import pytest

from models.errors import InvalidInputError
from models.explanation import Explanation, Rule
from models.house import HoldBack, Pacing
from models.problem import DayProblem
from solver.explaining.explain import explain, explain_all
from solver.explaining.planned import planned_day
from solver.explaining.wording import Wording
from tests.explained import best_day, in_the_way, why
from tests.solver_days import booking, day, named, table, taken, window

FOUR = [table("A", 4), table("B", 4)]
APART = {"require_adjacency": False}


def test_bookings_that_cannot_all_sit() -> None:
    """Three parties of four and two tables; the couple and the lunch do not matter."""
    guests = [booking("b1", 4), booking("b2", 4), booking("b3", 4), booking("c", 2)]
    problem = day([*FOUR, table("C", 2)], [*guests, booking("noon", 4, "12:00", "13:00")])
    found = why(problem, b2="A", b3="B", c="C", noon="A")
    assert in_the_way(found) == {"b2", "b3"}
    assert found.conflict is not None
    assert found.conflict.message == (
        "b1 (4 guests, 19:00–20:30) cannot be seated together with b2 (4 guests, 19:00–20:30) on A "
        "and b3 (4 guests, 19:00–20:30) on B (8 guests)."
    )


def test_who_could_sit_elsewhere_is_repacked() -> None:
    """The couple on the four-top is not in the way: it fits the two-top as well."""
    problem = day([table("A", 4), table("B", 2)], [booking("b1", 4), booking("b2", 2)])
    found = why(problem, b2="A")
    assert found.conflict is None
    assert found.trade is not None
    assert found.trade.better
    assert "The plan is not the best." in found.trade.message


def test_a_locked_booking_stays_and_says_so() -> None:
    """The couple may not leave the four-top."""
    locked = booking("b2", 2, has="A", locked=True)
    problem = day([table("A", 4), table("B", 2)], [booking("b1", 4), locked])
    found = why(problem, b2="A")
    assert in_the_way(found) == {"b2"}
    assert found.conflict is not None
    assert found.conflict.elements[0].text.endswith("on A, which stays there")


def test_a_hold_and_a_closed_table() -> None:
    """Either would do, so both are in the way."""
    held = taken("A", source="hold", booking="x", until=window("12:00", "13:00").end)
    tables = [table("A", 4, name="12"), table("B", 4, active=False)]
    found = why(day(tables, [booking("b1", 4)], occupancy=(held,)))
    assert in_the_way(found) == {"hold A", "closed B"}
    assert found.conflict is not None
    assert found.conflict.message == (
        "b1 (4 guests, 19:00–20:30) cannot be seated with a hold of booking x on 12, 19:00–20:30, "
        "until 13:00 at the latest and table B is out of service."
    )


@pytest.mark.parametrize(
    ("problem", "rules"),
    [
        (day(FOUR, [booking("b1", 7)], "A-B", rules={"merges": False}), {"merges_off"}),
        (day(FOUR, [booking("b1", 7)], "A-B", rules={"max_tables": 1}), {"max_tables"}),
        (day([*FOUR, table("C", 4)], [booking("b1", 7)], "A-C"), None),
        (day([*FOUR, table("C", 2)], [booking("b1", 7)], "A-C"), {"adjacency"}),
        (
            day([table("A", 4), table("B", 4, zone="Y")], [booking("b1", 7)], rules=APART),
            {"zone"},
        ),
        (
            day([table("A", 4, movable=False), table("B", 4)], [booking("b1", 7)], "A-B"),
            {"movable"},
        ),
        (day([table("A", 8, min_party=5)], [booking("b1", 4)]), {"party_limits"}),
        (day([table("A", 8, max_party=3)], [booking("b1", 4)]), {"party_limits"}),
        (
            day(FOUR, [booking("b1", 5)], "A-B", rules={"max_merge_overage": 2}),
            {"merge_overage"},
        ),
        (
            day(FOUR, [booking("b1", 7)], "A-B", rules={"named_sets": (named("A+B", "forbid"),)}),
            {"named_set"},
        ),
    ],
    ids=str,
)
def test_each_rule(problem: DayProblem, rules: set[str] | None) -> None:
    """The rule that is in the way, and no other; without a rule in the way there is a seat."""
    if rules is None:
        assert best_day(problem).unseated == ()
        return
    assert in_the_way(why(problem)) == rules


def test_two_rules_of_which_each_is_enough_are_one() -> None:
    """Fixed tables of two zones: to move them is not enough, nor is one zone; both are needed."""
    tables = [table("A", 4, movable=False), table("B", 4, zone="Y", movable=False)]
    problem = day(tables, [booking("b1", 7)], rules=APART)
    [element] = in_the_way(why(problem))
    assert element in {"movable", "zone"}


def test_moves_are_limited() -> None:
    """One move would make room, and none is allowed."""
    guests = [booking("b1", 4), booking("b2", 2, has="A")]
    problem = day([table("A", 4), table("B", 2)], guests, mode="improve", max_moves=0)
    assert in_the_way(why(problem)) == {"b2", "max_moves"}


def test_the_pace_of_arrivals() -> None:
    """Six guests at most in a quarter of an hour, and four are there."""
    pace = Pacing(covers=6, slot_minutes=15, window=window("18:00", "21:00"))
    guests = [booking("b1", 4), booking("b2", 4, has="A", locked=True)]
    guests += [booking("later", 4, "19:15", "20:45")]
    problem = day([*FOUR, table("C", 4)], guests, pacing=(pace,), weights={"pacing": 100_000})
    found = why(problem, b2="A", later="B")
    assert in_the_way(found) == {"b2", "pace"}
    assert found.conflict is not None
    assert "while at most 6 guests may arrive in 15 minutes" in found.conflict.message
    assert found.trade is not None
    assert not found.trade.better
    assert (found.trade.guests, found.trade.turned_away) == (4, ())
    assert "would cost nothing in guests, but 200,000 points of guests above the pace" in (
        found.trade.message
    )


def test_tables_kept_for_walk_ins() -> None:
    """Of two tables one is kept, and one is taken."""
    held = HoldBack(keep=1, window=window("18:00", "22:00"))
    problem = day(
        FOUR, [booking("b1", 4), booking("b2", 4)], hold_backs=(held,), weights={"hold_back": 9000}
    )
    assert in_the_way(why(problem, b2="A")) == {"b2", "hold_back"}


def test_a_lock_without_tables() -> None:
    """That alone; a party that no room has seats for cannot blame it."""
    problem = day(FOUR, [booking("b1", 4, locked=True), booking("b2", 40, locked=True)])
    assert in_the_way(why(problem, "b1", **{})) == {"lock"}
    giant = why(problem, "b2")
    assert in_the_way(giant) == set()
    assert giant.conflict is not None
    assert "no tables that could be pushed together have the seats" in giant.conflict.message


def test_slots_are_in_the_way_whatever_the_windows_say() -> None:
    """Two bookings of one slot never share a table."""
    guests = [booking("b1", 4, "20:00", "21:00", slot="s"), booking("b2", 4, "18:00", slot="s")]
    problem = day([table("A", 4)], [guests[0], guests[1].replace(window=window("18:00", "19:00"))])
    assert in_the_way(why(problem, b2="A")) == {"b2"}


def test_a_trade_names_who_would_be_turned_away() -> None:
    """Two couples for one party of three, on one table after the other."""
    guests = [
        booking("b1", 3, "19:00", "21:00"),
        booking("x", 2, "18:30", "19:30"),
        booking("y", 2, "20:00", "21:30"),
    ]
    found = why(day([table("A", 4)], guests), x="A", y="A")
    trade = found.trade
    assert trade is not None
    assert [item.booking for item in trade.turned_away] == ["x", "y"]
    assert (trade.guests, trade.better, trade.proven) == (-1, False, True)
    assert trade.points == -1000 - 500 + 5 * 3
    assert trade.message == (
        "Seating b1 (3 guests, 19:00–21:00) on A would turn away x (2 guests, 18:30) and y "
        "(2 guests, 20:00): 4 guests turned away, 1 fewer seated in all."
    )


def test_a_trade_of_priority() -> None:
    """As many guests, but one of them matters more."""
    guests = [booking("b1", 4), booking("vip", 4, vip=True)]
    trade = why(day([table("A", 4)], guests)).trade
    assert trade is not None
    assert (trade.guests, trade.terms) == (0, {"vip": -4000})
    assert "as many seated in all: 4,000 points less" in trade.message


def test_no_trade_where_nothing_fits() -> None:
    """Nobody need be turned away for a party that has no candidate."""
    assert why(day([table("A", 4)], [booking("b1", 6)])).trade is None


def test_the_clock_of_the_restaurant() -> None:
    """Table numbers and local times."""
    base = day([table("A", 4, name="12")], [booking("b1", 4), booking("b2", 4)])
    problem = base.replace(venue=base.venue.replace(time_zone="Europe/London"))
    found = why(problem, b2="A")
    assert found.conflict is not None
    assert "b2 (4 guests, 20:00–21:30) on 12" in found.conflict.message


def test_who_is_seated_or_gone_is_not_explained() -> None:
    """The message says what it has, or what it is."""
    found = best_day(day(FOUR, [booking("b1"), booking("b2", status="cancelled")]))
    for key, words in (("b1", "has tables"), ("b2", "is cancelled"), ("x", "is not part of")):
        with pytest.raises(InvalidInputError, match=words):
            explain(found, key)


def test_a_plan_that_breaks_a_rule_is_refused() -> None:
    """Nothing true could be said about it."""
    with pytest.raises(InvalidInputError, match=r"seatings\[b1\]: capacity: b1 on A"):
        planned_day(day([table("A", 2)], [booking("b1", 4)]), {"b1": ("A",)})


def test_json_and_back() -> None:
    """An explanation with every part is data."""
    held = taken("B", source="hold")
    guests = [booking("b1", 4), booking("b2", 4)]
    found = why(day(FOUR, guests, occupancy=(held,)), b2="A")
    assert found.conflict
    assert found.trade
    assert found.repairs
    assert Explanation.model_validate_json(found.model_dump_json()) == found


@pytest.mark.parametrize("ticks", [0.0, 0.05, 0.2, 1.0])
def test_a_budget_that_runs_out_is_said(ticks: float) -> None:
    """With a clock that runs fast everything is left unfinished, and nothing is wrong."""
    now = iter(range(10_000_000))

    def clock() -> float:
        return next(now) * ticks

    problem = day(FOUR, [booking("b1", 4), booking("b2", 4), booking("b3", 4)])
    found = explain(best_day(problem), best_day(problem).unseated[0].id, now=clock)
    whole: list[Any] = [found.finished.conflict, found.finished.trade]
    whole += found.finished.repairs.values()
    assert all(whole) == (ticks == 0)
    if found.conflict and not found.finished.conflict:
        assert not found.conflict.certified


def test_all_who_were_turned_away() -> None:
    """In the order of the bookings, each as if asked for alone."""
    problem = day(FOUR, [booking(f"b{n}", 4) for n in range(5)])
    planned = best_day(problem)
    found = explain_all(planned, budget_seconds=60)
    assert [item.booking for item in found] == [item.id for item in planned.unseated]
    alone = explain(planned, found[0].booking, budget_seconds=60)
    assert found[0].replace(seconds=0) == alone.replace(seconds=0)


def test_every_rule_has_words() -> None:
    """A rule that can be in the way can be said."""
    rules = {"named_sets": (named("A+B", "forbid"),)}
    pace = Pacing(covers=6, window=window("18:00", "21:00"))
    held = HoldBack(keep=1, window=window("18:00", "21:00"))
    problem = day(FOUR, [booking("b1")], rules=rules, pacing=(pace,), hold_backs=(held,))
    words = {Wording(problem).rule(name, 0, problem.bookings[0]) for name in Rule}
    assert len(words) == len(Rule)
