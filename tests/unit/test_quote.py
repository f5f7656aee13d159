"""Quotes by example: candidates, options, other times, why not, and what the budget leaves out."""

from typing import Any

import pytest

from models.booking import BookingStatus
from models.errors import InvalidInputError
from models.house import HoldBack, Pacing, TableClass
from models.plan import UnseatedReason
from models.problem import DayProblem
from models.quote import Finished, Obstacle, Quote, QuoteOptions
from solver.quoting.quote import quote_booking
from tests.solver_days import at, booking, day, table, taken, window

ROW = [table("A", 2), table("B", 2), table("C", 4), table("D", 6)]
EDGES = "A-B B-C C-D"


def quoted(problem: DayProblem, key: str = "b1", **options: Any) -> Quote:
    """Return the quote of a booking, with all the time it needs and no forecast."""
    chosen = QuoteOptions(**{"budget_seconds": 60, "window_minutes": 0, **options})
    return quote_booking(problem, key, chosen, forecast=())


def sets(quote: Quote) -> list[str]:
    """Return the candidates, each ``A+B``, the best first."""
    return ["+".join(offer.tables) for offer in quote.candidates]


def test_s40_the_smallest_table_that_fits_is_the_best() -> None:
    """A party of two gets a 2-top; the tables of others are no candidates."""
    problem = day(ROW, [booking("b1", 2), booking("b2", 2, has="A")])
    quote = quoted(problem)
    assert sets(quote) == ["B", "C", "D"]
    assert quote.found == 3
    assert quote.why_not is None
    assert quote.candidates[0].score == 2 * 1000 + 500
    assert quote.candidates[1].terms == {"cover": 2000, "booking": 500, "overage": -10}
    assert quote.candidates[1].score == 2490


def test_only_the_best_are_kept_but_all_are_counted() -> None:
    """``keep`` shortens the list, not the count."""
    quote = quoted(day(ROW, [booking("b1", 2)]), keep=2)
    assert sets(quote) == ["A", "B"] or sets(quote) == ["B", "A"]
    assert quote.found == 4


def test_its_own_tables_and_holds_are_not_in_its_way() -> None:
    """A booking that asks again finds the tables that it holds or has."""
    hold = taken("C", source="hold", booking="b1")
    problem = day(ROW, [booking("b1", 4, has="D")], occupancy=(hold,))
    quote = quoted(problem)
    assert sets(quote)[:2] == ["D", "C"] or sets(quote)[:2] == ["C", "D"]
    assert {offer.tables[0]: offer.terms.get("move") for offer in quote.candidates[:2]} == {
        "D": None,
        "C": -50,
    }


def test_own_tables_that_break_todays_rules_are_not_offered() -> None:
    """They may be kept, but nobody is told to take them."""
    problem = day([table("A", 2), table("B", 4)], [booking("b1", 4, has="A")])
    assert sets(quoted(problem)) == ["B"]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, {"A+B", "C", "D"}),
        ({"max_tables": 1}, {"C", "D"}),
        ({"avoid": ("D", "A")}, {"C"}),
        ({"zone": "Z"}, {"A+B", "C", "D"}),
        ({"require_adjacency": False}, {"A+B", "C", "D"}),
    ],
)
def test_options_limit_the_candidates(options: dict[str, Any], expected: set[str]) -> None:
    """Zone, most tables and tables to avoid take candidates away."""
    assert set(sets(quoted(day(ROW, [booking("b1", 4)], EDGES), **options))) == expected


def test_options_take_the_place_of_rules() -> None:
    """More tables, or tables apart, when the request says so and the rules do not."""
    tables = [table(key, 2) for key in "ABC"]
    problem = day(tables, [booking("b1", 5)], "A-B", rules={"max_tables": 2})
    assert sets(quoted(problem)) == []
    assert sets(quoted(problem, max_tables=3)) == []
    assert sets(quoted(problem, max_tables=3, require_adjacency=False)) == ["A+B+C"]


def test_the_zone_of_a_request_counts_for_every_table() -> None:
    """Only tables of that zone."""
    tables = [table("A", 4), table("B", 4, zone="Y")]
    assert sets(quoted(day(tables, [booking("b1", 4)]), zone="Y")) == ["B"]


def test_house_limits_are_part_of_the_score() -> None:
    """Too many arrivals and a table kept for walk-ins cost what they cost in a plan."""
    problem = day(
        ROW,
        [booking("b1", 2), booking("b2", 2, has="A")],
        pacing=(Pacing(covers=3, slot_minutes=15, window=window("18:00", "21:00")),),
        hold_backs=(
            HoldBack(keep=1, tables=TableClass(max_capacity=2), window=window("18:00", "21:00")),
        ),
    )
    terms = {offer.tables[0]: offer.terms for offer in quoted(problem).candidates}
    assert {key: found.get("pacing") for key, found in terms.items()} == dict.fromkeys("BCD", -5000)
    assert {key: found.get("hold_back") for key, found in terms.items()} == {
        "B": -2500,
        "C": None,
        "D": None,
    }
    assert sets(quoted(problem)) == ["C", "D", "B"]


def test_other_times_are_the_nearest_first_with_their_best_candidate() -> None:
    """Everything is taken at seven; a quarter to and a quarter past are checked first."""
    problem = day(
        [table("A", 2)],
        [booking("b1", 2, "19:00", "20:00"), booking("b2", 2, "18:30", "19:10", has="A")],
    )
    quote = quoted(problem, window_minutes=60, step_minutes=15, moves=0)
    assert [item.window.start for item in quote.next_times] == [
        at("19:15"),
        at("19:30"),
        at("19:45"),
        at("20:00"),
    ]
    assert {item.offer.tables for item in quote.next_times} == {("A",)}
    assert quote.next_times[0].window == window("19:15", "20:15")
    assert quote.finished.other_times is True


def test_other_times_are_never_in_the_past() -> None:
    """What has begun can no longer be offered."""
    problem = day([table("A", 2)], [booking("b1", 2)], as_of=at("18:45"))
    quote = quoted(problem, window_minutes=30)
    assert [item.window.start for item in quote.next_times] == [at("19:15"), at("19:30")]


@pytest.mark.parametrize(
    ("problem", "options", "reason", "words"),
    [
        (
            day(ROW, [booking("b1", 2), booking("b2", 2, has="A")], occupancy=(taken("B"),)),
            {"max_tables": 1, "avoid": ("C",), "zone": "Z"},
            None,
            "",
        ),
        (
            day([table("A", 2)], [booking("b1", 2), booking("b2", 2, has="A")]),
            {},
            UnseatedReason.ALL_TAKEN,
            "Everything that fits 2 is taken",
        ),
        (
            day([table("A", 2)], [booking("b1", 9)]),
            {},
            UnseatedReason.NO_TABLE_FITS,
            "Insufficient global capacity: 9 guests, 2 seats",
        ),
        (
            day(ROW, [booking("b1", 8)], EDGES, rules={"merges": False}),
            {},
            UnseatedReason.MERGES_OFF,
            "merges are switched off",
        ),
        (
            day(ROW, [booking("b1", 5)], EDGES),
            {"avoid": ("D",), "max_tables": 1},
            Obstacle.NOT_AS_ASKED,
            "none on one table, without the tables to avoid",
        ),
        (
            day(ROW, [booking("b1", 2, has="A", status=BookingStatus.CHECKED_IN)]),
            {},
            Obstacle.STAYS,
            "checked_in",
        ),
        (day(ROW, [booking("b1", 2, locked=True)]), {}, UnseatedReason.LOCKED_WITHOUT, "locked"),
        (
            day(ROW, [booking("b1", 2, status=BookingStatus.CANCELLED)]),
            {},
            UnseatedReason.LOCKED_WITHOUT,
            "cancelled",
        ),
    ],
)
def test_why_not(problem: DayProblem, options: dict[str, Any], reason: Any, words: str) -> None:
    """With nothing to offer a quote says why, and only then."""
    quote = quoted(problem, **options)
    if reason is None:
        assert sets(quote) == ["D"]
        assert quote.why_not is None
        return
    assert quote.why_not is not None
    assert quote.why_not.reason is reason
    assert words in quote.why_not.message
    assert quote.candidates == ()


def test_what_does_not_exist_is_refused_by_name() -> None:
    """A zone or table that nobody knows is a mistake of the caller, not a quote without offers."""
    problem = day(ROW, [booking("b1", 2)])
    with pytest.raises(InvalidInputError, match="booking: is not part of the day"):
        quoted(problem, "b9")
    with pytest.raises(InvalidInputError, match=r"zone: does not exist.*avoid: does not exist"):
        quoted(problem, zone="Q", avoid=("Q",))


class Steps:
    """A clock that goes on by a second whenever somebody looks."""

    def __init__(self) -> None:
        self.time = 0.0

    def __call__(self) -> float:
        self.time += 1
        return self.time


FULL = day(
    [table("A", 2, movable=False), table("B", 2), table("C", 4)],
    [booking("b1", 4), booking("b2", 2, has="C"), booking("b3", 2)],
)


@pytest.mark.parametrize("seconds", range(60))
def test_s45_what_is_not_finished_is_said(seconds: int) -> None:
    """Whenever the time runs out: candidates are there, and each rung is done or marked."""
    options = QuoteOptions(budget_seconds=seconds, window_minutes=30)
    for problem in (FULL, day(ROW, [booking("b1", 2), booking("b2", 6)])):
        quote = quote_booking(problem, "b1", options, now=Steps())
        whole = quote_booking(problem, "b1", options.replace(budget_seconds=60))
        done = quote.finished
        assert [offer.tables for offer in quote.candidates] == [
            offer.tables for offer in whole.candidates
        ]
        if done.prices is not None:
            assert done.prices == all(offer.price for offer in quote.candidates[: options.prices])
        if done.other_times:
            assert [item.window for item in quote.next_times] == [
                item.window for item in whole.next_times
            ]
        if done.moves:
            assert quote.proposal == whole.proposal
        if seconds == 0:
            assert not any((done.prices, done.other_times, done.other_prices, done.moves))


def test_with_time_everything_is_finished() -> None:
    """No rung is left out, and what is not needed is None."""
    options = QuoteOptions(budget_seconds=60, window_minutes=30)
    assert quote_booking(FULL, "b1", options).finished == Finished(
        prices=None, other_times=True, other_prices=None, moves=True
    )
    easy = quote_booking(day(ROW, [booking("b1", 2)]), "b1", options)
    assert easy.finished == Finished(prices=True, other_times=True, other_prices=True, moves=None)


def test_a_quote_goes_through_json_unchanged() -> None:
    """What a client is sent can be read back as the same value."""
    for problem in (FULL, day(ROW, [booking("b1", 2), booking("b2", 6)])):
        quote = quote_booking(problem, "b1", QuoteOptions(budget_seconds=60))
        assert Quote.model_validate_json(quote.model_dump_json()) == quote
    options = QuoteOptions(zone="Z", avoid=("B", "A", "B"))
    assert options.avoid == ("A", "B")
    assert QuoteOptions.model_validate_json(options.model_dump_json()) == options


def test_a_quote_has_candidates_or_a_reason() -> None:
    """Never both, never neither."""
    quote = quote_booking(FULL, "b1")
    with pytest.raises(ValueError, match="either candidates or a reason"):
        quote.replace(why_not=None)
