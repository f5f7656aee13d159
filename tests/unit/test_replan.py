"""Re-plans of small nights: the curve by hand, and what each event does to whom."""

import pytest

from models.live import (
    BaseEvent,
    BrokenTable,
    Cancellation,
    Late,
    NoShow,
    Overrun,
    WalkIn,
    apply_events,
)
from models.problem import DayProblem
from models.replan import CURVE, Fate
from solver.replanning.replan import Proposed, replan
from tests.solver_days import at, booking, day, table

ROOM = [table("A", 2), table("B", 2), table("C", 4)]
SINGLES = {"merges": False}


def tables_of(proposed: Proposed) -> dict[str, str]:
    """Return who sits where."""
    return {item.booking: "+".join(item.tables) for item in proposed.plan.seatings}


def after(night: DayProblem, *events: BaseEvent, now: str = "19:00", moves: int = 2) -> Proposed:
    """Return the plan after events."""
    return replan(apply_events(night, events, at(now)), (moves,))[0]


def test_the_curve_by_hand() -> None:
    """Two parties of two sit on tables for four: each move lets one more party of four in."""
    room = [table("A", 2), table("B", 2), table("C", 4), table("D", 4)]
    night = day(
        room,
        [
            booking("b1", 2, has="C"),
            booking("b2", 2, has="D"),
            booking("b3", 4),
            booking("b4", 4),
        ],
        rules=SINGLES,
    )
    curve = replan(night, CURVE)
    assert [item.point.max_moves for item in curve] == [0, 1, 2, 5, None]
    assert [item.point.guests for item in curve] == [4, 8, 12, 12, 12]
    assert [item.point.moves for item in curve] == [0, 1, 2, 2, 2]
    assert {item.point.gap for item in curve} == {0}
    assert {item.point.status for item in curve} == {"optimal"}
    changes = {(c.booking, c.change, c.from_tables) for c in curve[2].point.changes}
    assert changes == {
        ("b1", "moved", ("C",)),
        ("b2", "moved", ("D",)),
        ("b3", "seated", ()),
        ("b4", "seated", ()),
    }


def test_the_mode_of_the_day_does_not_count_and_the_plan_answers_the_limited_problem() -> None:
    """A plan may be committed as one of mode improve with its limit."""
    night = day(ROOM, [booking("b1", 2, has="C"), booking("b2", 4)], mode="fill", rules=SINGLES)
    (one,) = replan(night, (1,))
    assert (one.problem.mode, one.problem.max_moves) == ("improve", 1)
    assert one.plan.problem_hash == one.problem.content_hash()
    assert tables_of(one)["b2"] == "C"


def test_an_overrun_moves_who_follows_and_nobody_else() -> None:
    """The guests who sit stay; the next party has another table."""
    night = day(
        ROOM,
        [
            booking("sits", 2, "18:00", "19:30", has="A"),
            booking("next", 2, "19:30", "21:00", has="A"),
        ],
    )
    found = after(night, Overrun(booking="sits", minutes=30))
    assert tables_of(found) == {"sits": "A", "next": "B"}
    (affected,) = found.point.affected
    assert (affected.booking, affected.fate, affected.to_tables) == ("next", Fate.MOVES, ("B",))
    assert affected.since == at("19:30")
    assert affected.because == "sits (2 guests) stays on A until 20:00"
    assert found.point.message == "1 booking would change tables."


def test_whoever_cannot_be_seated_is_told_with_what_would_help() -> None:
    """No other table is free for four: waiting for the guests to leave would do."""
    night = day(
        ROOM,
        [
            booking("sits", 4, "18:00", "19:30", has="C"),
            booking("next", 4, "19:30", "21:00", has="C"),
        ],
        rules=SINGLES,
    )
    found = after(night, Overrun(booking="sits", minutes=30))
    (lost,) = found.point.lost
    assert (lost.booking, lost.since) == ("next", at("19:30"))
    assert any("Come 30 minutes later" in advice for advice in lost.help), lost.help
    assert "1 booking with 4 guests would lose the table they had" in found.point.message


def test_more_moves_help_and_that_is_said() -> None:
    """With one move the party of four has none: a party of two has to make room."""
    night = day(
        [table("A", 2), table("C", 4), table("D", 4)],
        [
            booking("sits", 4, "18:00", "19:30", has="C"),
            booking("next", 4, "19:30", "21:00", has="C"),
            booking("small", 2, "19:30", "21:00", has="D"),
        ],
    )
    event = Overrun(booking="sits", minutes=30)
    one = after(night, event, moves=1)
    (lost,) = one.point.lost
    assert lost.booking == "next"
    assert lost.help[0] == "With 2 moves it would have a table."
    two = after(night, event, moves=2)
    assert tables_of(two) == {"sits": "C", "next": "D", "small": "A"}


def test_who_had_a_table_comes_before_who_has_none() -> None:
    """One table is left: it is the small party's that had one, not the large one's that waits."""
    night = day(
        [table("A", 4), table("B", 4)],
        [
            booking("sits", 2, "18:00", "19:30", has="A"),
            booking("next", 1, "19:30", "21:00", has="A"),
            booking("waits", 4, "19:30", "21:00"),
        ],
        rules=SINGLES,
    )
    assert tables_of(after(night))["waits"] == "B"
    found = after(night, Overrun(booking="sits", minutes=30))
    assert tables_of(found) == {"sits": "A", "next": "B"}


def test_of_two_who_both_can_give_way_one_keeps_its_table() -> None:
    """A late party and the one after it: one moves, whichever is cheaper."""
    night = day(
        [table("A", 4), table("B", 2)],
        [
            booking("late", 4, "19:30", "20:30", has="A"),
            booking("next", 2, "20:30", "22:00", has="A"),
        ],
    )
    found = after(night, Late(booking="late", minutes=30))
    assert tables_of(found) == {"late": "A", "next": "B"}
    fates = {item.booking: item.fate for item in found.point.affected}
    assert fates == {"late": Fate.KEEPS, "next": Fate.MOVES}


def test_a_broken_table() -> None:
    """Who comes later moves; who sits there stays, and that is said."""
    night = day(
        ROOM,
        [
            booking("sits", 2, "18:30", "19:30", has="A"),
            booking("next", 2, "20:00", "21:00", has="A"),
            booking("lunch", 2, "12:00", "13:00", has="A"),
        ],
    )
    found = after(night, BrokenTable(table="A"))
    assert tables_of(found) == {"sits": "A", "next": "B", "lunch": "A"}
    fates = {item.booking: item.fate for item in found.point.affected}
    assert fates == {"sits": Fate.STAYS, "next": Fate.MOVES}
    later = after(night, BrokenTable(table="A", start="19:30"))
    assert [item.booking for item in later.point.affected] == ["next"]


def test_a_locked_booking_stays_in_collision_and_is_told() -> None:
    """Nobody unlocks it unasked."""
    night = day(ROOM, [booking("b1", 2, "20:00", "21:00", has="A", locked=True)])
    (affected,) = after(night, BrokenTable(table="A")).point.affected
    assert affected.fate is Fate.STAYS
    assert "unlock" in affected.help[0]


@pytest.mark.parametrize(
    "event", [NoShow(booking="b1"), Cancellation(booking="b1")], ids=["no-show", "cancelled"]
)
def test_whoever_does_not_come_leaves_room(event: BaseEvent) -> None:
    """Their table goes to who waits, without a move."""
    night = day([table("A", 2)], [booking("b1", has="A"), booking("b2")])
    found = after(night, event, now="19:10", moves=0)
    assert tables_of(found) == {"b2": "A"}


def test_a_walk_in_is_seated_by_a_move_but_takes_nobody_s_table() -> None:
    """Four walk in: two who are still to come move. When everybody sits, there is no table."""
    night = day(ROOM, [booking("b1", 2, "19:30", "21:00", has="C")], rules=SINGLES)
    found = after(night, WalkIn(party=4, minutes=90))
    assert tables_of(found)["walk-in-1"] == "C"
    assert tables_of(found)["b1"] in ("A", "B")
    assert tables_of(after(night, WalkIn(party=4, minutes=90), now="19:35")) == {"b1": "C"}


def test_several_events_at_once() -> None:
    """A table breaks while a party does not come: it has their table."""
    night = day(
        [table("A", 2), table("B", 2)],
        [booking("b1", 2, "19:00", "20:30", has="A"), booking("b2", 2, "19:30", "21:00", has="B")],
    )
    found = after(night, BrokenTable(table="B"), NoShow(booking="b1"), now="19:15")
    assert tables_of(found) == {"b2": "A"}


def test_limits_are_each_tried_once_in_order() -> None:
    """However they are asked for."""
    seen: list[int | None] = []
    night = day(ROOM, [booking("b1", 2, has="A")])
    found = replan(night, (None, 2, 0, 2), on_point=lambda point: seen.append(point.max_moves))
    assert [item.point.max_moves for item in found] == seen == [0, 2, None]
    assert found[0].point.message == "Everybody stays as they are."


def test_a_night_without_bookings_or_tables() -> None:
    """Nothing is planned, and nothing breaks; a walk-in has the room to itself."""
    empty = day(ROOM)
    assert [item.point.guests for item in replan(empty, (0, None))] == [0, 0]
    assert tables_of(after(empty, WalkIn(party=4)))["walk-in-1"]
    bare = day([], [booking("b1", 2)])
    assert replan(bare, (0,))[0].point.seated == 0


def test_without_time_the_plan_is_legal_and_says_that_nothing_is_proven() -> None:
    """The floor, with the tables that everybody has."""
    night = day(ROOM, [booking(f"b{n}", 2, has="ABC"[n]) for n in range(3)] + [booking("w", 4)])
    (found,) = replan(night, (2,), budget_seconds=0.0)
    assert found.day.verdict.ok
    assert found.point.seated >= 3
    assert found.plan.solve.outcome == "deadline"
