"""Advice on evenings: the regret ledger, tables for walk-ins, turn times, done by hand."""

import datetime as dt
from collections.abc import Iterator

import pytest

from models.booking import BookingStatus
from models.errors import InvalidInputError
from models.plan import Unseated, UnseatedReason
from models.policy import Service, ServicePolicy, TurnBand
from models.problem import DayProblem
from scenarios.advise.days import as_demand
from scenarios.advise.holdback import HoldbackAdvice, HoldbackAsked, advise_holdback
from scenarios.advise.regret import Evening, RegretAdvice, advise_regret, evening_to_come
from scenarios.advise.solving import Solving
from scenarios.advise.stays import policy_day
from scenarios.advise.turn_times import TurnTimesAsked, advise_turn_times
from scenarios.advise.walk_ins import FreeTables, WalkInRate, WalkIns, draw, parse_rates
from scenarios.compare import Verdict
from solver.checker import check_plan
from solver.day import plan_day
from solver.explaining.planned import planned_day
from tests.advised import gains, option, solving_here
from tests.solver_days import at, booking, day, table, window


@pytest.fixture(scope="module")
def solving() -> Iterator[Solving]:
    """One set of processes for all of these; a gap of 0 proves every tier."""
    with solving_here(gap=0.0) as lent:
        yield lent


def stood(problem: DayProblem) -> Evening:
    """Return an evening as its bookings sit."""
    has = {item.id: item.current_tables for item in problem.bookings if item.current_tables}
    return Evening(planned_day(problem, has))


def regret(problem: DayProblem, solving: Solving) -> RegretAdvice:
    """Return the ledger of one evening."""
    return advise_regret([stood(problem)], solving)


TWO_ON_A_FOUR = day(
    [table("A", 2), table("B", 4)], [booking("two", has="B"), booking("four", 4)], "A-B"
)
"""A party of two sits at the table for four, so the four were refused."""


def test_one_move_seats_a_refused_booking(solving: Solving) -> None:
    """The two move to A; the line says so, and the checker finds the plan legal."""
    found = regret(TWO_ON_A_FOUR, solving)
    (line,) = found.lines
    assert (line.booking, line.would_seat, line.tables, line.displaced) == ("four", True, ("B",), 0)
    assert [(item.booking, item.before, item.after) for item in line.moves] == [
        ("two", ("B",), ("A",))
    ]
    assert line.reason == UnseatedReason.ALL_TAKEN
    assert found.recommendation == (
        "A re-plan would have seated 1 of the 1 refused booking: 4 of 4 guests (100 %), "
        "1 booking moved, nobody displaced."
    )
    rebuilt = TWO_ON_A_FOUR.replace(mode="rebuild")
    assert check_plan(rebuilt, {"two": ("A",), "four": line.tables}).ok
    assert line.words == "four, 4 guests at 19:00: B, moving two from B to A."
    assert (found.ranking[0].gain_covers.mean, found.ranking[0].gain_points.mean) == (4, 4500)


def test_only_the_moves_that_make_room_are_told(solving: Solving) -> None:
    """A chain of two moves for one booking, none for another, and nobody else is named."""
    problem = day(
        [table("A", 2), table("B", 4), table("C", 6), table("D", 2)],
        [
            booking("two", has="B"),
            booking("four", 4, has="C"),
            booking("six", 6),
            booking("late", 2, "21:00", "22:00"),
            booking("still", 2, "21:00", "22:00", has="D"),
        ],
        rules={"merges": False},
    )
    found = regret(problem, solving)
    lines = {item.booking: item for item in found.lines}
    assert [move.booking for move in lines["six"].moves] == ["four", "two"]
    assert lines["late"].moves == ()
    assert "without moving anybody" in lines["late"].words
    assert (found.would_seat, found.refused, found.moves, found.share) == (2, 2, 2, 100)


@pytest.mark.parametrize(
    "fields", [{"locked": True}, {"status": BookingStatus.CHECKED_IN}], ids=["locked", "sits"]
)
def test_who_may_not_move_stays(solving: Solving, fields: dict[str, object]) -> None:
    """At a moment of planning, guests who sit are facts; locks always are."""
    two = TWO_ON_A_FOUR.bookings[1].replace(**fields)
    problem = TWO_ON_A_FOUR.replace(bookings=(two, TWO_ON_A_FOUR.bookings[0]), as_of=at("18:00"))
    found = regret(problem, solving)
    assert not found.lines[0].would_seat
    assert found.recommendation == "A re-plan would have seated none of the 1 refused booking."
    assert "a re-plan seats none better" in found.lines[0].words


def test_a_past_evening_is_one_to_come() -> None:
    """Without a moment of planning, that guests have come since is no reason."""
    bookings = tuple(
        item.replace(status=BookingStatus.COMPLETED) for item in TWO_ON_A_FOUR.bookings
    )
    problem = TWO_ON_A_FOUR.replace(bookings=bookings)
    assert {item.status for item in evening_to_come(problem).bookings} == {BookingStatus.CONFIRMED}
    now = problem.replace(as_of=at("23:00"))
    assert evening_to_come(now) == now


def test_not_all_that_could_be_seated_alone_are_counted(solving: Solving) -> None:
    """Two parties of four were refused, one table can be had: 4 of 8 guests, not 8."""
    again = TWO_ON_A_FOUR.bookings[0].replace(id="more")
    found = regret(TWO_ON_A_FOUR.replace(bookings=(*TWO_ON_A_FOUR.bookings, again)), solving)
    assert (found.would_seat_guests, found.refused_guests, found.share) == (4, 8, 50)


def test_the_reason_of_then_is_kept(solving: Solving) -> None:
    """What the plan said when it was made; and who was seated later is no regret."""
    said = Unseated(
        booking="four",
        party=4,
        window=window("19:00", "20:30"),
        reason=UnseatedReason.OUTWEIGHED,
        message="Others were worth more.",
    )
    planned = stood(TWO_ON_A_FOUR).planned
    (line,) = advise_regret([Evening(planned, {"four": said})], solving).lines
    assert (line.reason, line.message) == ("outweighed", "Others were worth more.")
    later = advise_regret([Evening(planned, {}, frozenset({"four"}))], solving)
    assert (later.lines, later.recommendation) == ((), "Nobody was refused.")


def test_who_loses_a_table_is_counted(solving: Solving) -> None:
    """Two bookings on one table: one of them has none in any plan, and the line says so."""
    twice = (*TWO_ON_A_FOUR.bookings, booking("same", 2, has="B"))
    found = regret(TWO_ON_A_FOUR.replace(bookings=twice), solving)
    assert (found.lines[0].tables, found.lines[0].displaced) == (("B",), 2)
    assert "2 guests would have lost their table" in found.recommendation


DOOR = as_demand(
    day(
        [table("A", 2), table("B", 2)],
        [booking("one", 1), booking("alone", 1, "21:00", "22:00")],
        "A-B",
    ).replace(id="door")
)
FULL = DOOR.replace(id="full", bookings=(booking("one", 1), booking("single", 1)))
"""Two single guests on the only two tables, from 19:00 to 20:30."""


def holdback(problem: DayProblem, solving: Solving, per_hour: float) -> HoldbackAdvice:
    """Return advice on keeping tables for parties of two."""
    walk_ins = WalkIns(rates=(WalkInRate(party=2, per_hour=per_hour),))
    asked = HoldbackAsked(walk_ins, most=2, start="19:00", end="20:00", seeds=range(1, 11))
    return advise_holdback([problem], solving, asked)


def test_with_a_crowd_at_the_door_every_table_is_kept(solving: Solving) -> None:
    """100 parties an hour: each table kept seats at least two guests instead of one."""
    found = holdback(FULL, solving, 100)
    assert found.recommendation.startswith("Keep 2 tables of the room: +")
    assert [item.verdict for item in found.ranking] == [Verdict.BETTER, Verdict.BETTER]
    points = {item.keep: item for item in found.curve}
    assert [points[n].booked for n in range(3)] == [2, 1, 0]
    assert [points[n].turned_away for n in range(3)] == [0, 1, 2]
    assert points[0].walk_ins == 0
    assert points[2].walk_ins >= 2 * points[1].walk_ins - 1 > 0


def test_with_nobody_at_the_door_no_table_is_kept(solving: Solving) -> None:
    """One party in a hundred hours: what is kept only turns booked guests away."""
    found = holdback(FULL, solving, 0.01)
    assert found.recommendation.startswith("Keep no table")
    assert all(item.gain_covers.mean < 0 for item in found.ranking)


def test_where_tables_are_free_anyway_keeping_one_brings_nothing(solving: Solving) -> None:
    """One of two tables is never taken."""
    found = holdback(DOOR, solving, 1)
    assert option(found, "1 table").verdict is Verdict.SAME


def test_the_same_guests_walk_into_every_plan() -> None:
    """A draw depends on its seed alone; rates are met; times lie within the span."""
    walk_ins = WalkIns(rates=(WalkInRate(party=2, per_hour=10), WalkInRate(party=4, per_hour=5)))
    span = window("12:00", "22:00")
    first = draw(walk_ins, span, "1")
    assert first == draw(walk_ins, span, "1") != draw(walk_ins, span, "2")
    drawn = [item for seed in range(50) for item in draw(walk_ins, span, str(seed))]
    assert sum(item.party == 2 for item in drawn) / 500 == pytest.approx(10, rel=0.1)
    assert sum(item.party == 4 for item in drawn) / 500 == pytest.approx(5, rel=0.1)
    assert all(span.start < item.window.start < span.end for item in drawn)
    assert {item.window.minutes for item in drawn if item.party == 2} == {65}


def test_a_table_is_taken_once_and_only_by_those_it_fits() -> None:
    """The smallest that fits and is free for the whole stay."""
    problem = DOOR.replace(
        venue=DOOR.venue.replace(tables=(table("A", 2), table("B", 4, min_party=3)))
    )
    free = FreeTables(problem, plan_day(problem.replace(bookings=()), budget_seconds=5))
    walk_ins = WalkIns(rates=(WalkInRate(party=2, per_hour=30),))
    came = draw(walk_ins, window("19:00", "20:00"), "1")
    assert len(came) > 5
    assert [item.window for item in free.seated(came)] == [came[0].window]
    assert free.seated(came) == free.seated(came)


@pytest.mark.parametrize("text", ["2", "2:x", "two:1", "2:0", "2:1,2:1", ""])
def test_wrong_rates_are_refused(text: str) -> None:
    """With the value and an example."""
    with pytest.raises(InvalidInputError, match=r"such as 2:1\.5,4:0\.5"):
        parse_rates(text)


def policy(minutes: int = 60, **fields: object) -> ServicePolicy:
    """Return dinner from 18:00 to 24:00 with one turn time and no buffers."""
    bands = (TurnBand(up_to=8, minutes=minutes),)
    service = Service(key="dinner", opens="18:00", closes="24:00", bands=bands, buffer_after=0)
    return ServicePolicy(services=(service.replace(**fields),))


def test_the_turn_time_that_helps_is_known(solving: Solving) -> None:
    """One table, at 19:00 and 19:45 for an hour each: 45 minutes seat both."""
    bookings = [booking("a", 2, "19:00", "20:00"), booking("b", 2, "19:45", "20:45")]
    problem = as_demand(day([table("A", 2)], bookings).replace(id="turns"))
    found = advise_turn_times([policy_day(problem, policy())], solving)
    assert found.recommendation == (
        "Give parties of 1 or more at dinner 45 minutes instead of 60: +2 guests a Saturday."
    )
    assert option(found, "75 minutes").verdict is Verdict.SAME
    # Onto the half hour 19:45 becomes 20:00, when the table is free again.
    assert option(found, "every 30 minutes").gain_covers.mean == 2
    assert gains(found) == sorted(gains(found), reverse=True)


def test_a_day_that_cannot_answer_says_so(solving: Solving) -> None:
    """Windows that do not follow from the policy; a minority of them stay as they are."""
    odd = booking("odd", 2, "19:00", "20:07")
    problem = as_demand(day([table("A", 2)], [odd]).replace(id="odd"))
    with pytest.raises(InvalidInputError, match="1 of 1 bookings do not follow from the policy"):
        policy_day(problem, policy())
    most = problem.replace(bookings=(odd, booking("a", 2, "21:00", "22:00")))
    mixed = policy_day(most, policy())
    assert (mixed.others, set(mixed.arrivals)) == (1, {"a"})
    found = advise_turn_times([mixed], solving, TurnTimesAsked(grids=()))
    assert "1 bookings have windows of their own" in found.notes[1]


def test_buffers_and_closes_are_part_of_a_stay() -> None:
    """Arrivals are found behind the buffer; a stay that was cut at the close follows, too."""
    rules = policy(buffer_before=10, overrun=False)
    bookings = [booking("a", 2, "18:50", "20:00"), booking("b", 2, "23:20", "24:00")]
    found = policy_day(as_demand(day([table("A", 2)], bookings)), rules)
    assert found.arrivals == {"a": at("19:00"), "b": at("23:30")}
    longer = found.under(policy(75, buffer_before=10, overrun=False))
    assert longer is not None
    (edit,) = longer
    assert (edit.kind, edit.window) == ("reschedule", window("18:50", "20:15"))  # type: ignore[union-attr]


def test_a_start_stays_within_its_service() -> None:
    """The nearest full hour of 23:45 is the close: the hour before it is taken."""
    found = policy_day(
        as_demand(day([table("A", 2)], [booking("a", 2, "23:45", 24 * 60 + 45)])), policy()
    )
    edits = found.under(policy(), lambda comes: [at(24 * 60), comes - dt.timedelta(minutes=45)])
    assert edits is not None
    assert [item.window for item in edits] == [window("23:00", "24:00")]  # type: ignore[union-attr]


def test_days_of_different_policies_are_refused(solving: Solving) -> None:
    """A change of one policy means nothing on the other's day."""
    first = as_demand(day([table("A", 2)], [booking("a", 2, "19:00", "20:00")]).replace(id="p1"))
    second = as_demand(day([table("A", 2)], [booking("a", 2, "19:00", "20:15")]).replace(id="p2"))
    days = [policy_day(first, policy()), policy_day(second, policy(75))]
    with pytest.raises(InvalidInputError, match="is another one than that of p1"):
        advise_turn_times(days, solving)
