"""Displacement prices, and the forecast behind them, by example."""

import pytest

from models.problem import DayProblem
from models.quote import ExpectedRequest, Loss, Price, QuoteOptions
from solver.quoting.forecast import PARTY_MIX, STILL_TO_COME, expected_requests
from solver.quoting.quote import quote_booking
from tests.solver_days import at, booking, day, table, taken, window

OPTIONS = QuoteOptions(budget_seconds=60, window_minutes=0)
SINGLES = {"merges": False}


def prices(
    problem: DayProblem, *forecast: ExpectedRequest, key: str = "b1"
) -> dict[str, Price | None]:
    """Return the price of each candidate, ``A+B``."""
    quote = quote_booking(problem, key, OPTIONS.replace(prices=100), forecast=forecast)
    return {"+".join(offer.tables): offer.price for offer in quote.candidates}


def covers(problem: DayProblem, *forecast: ExpectedRequest) -> dict[str, float]:
    """Return the expected covers that each candidate costs."""
    return {key: price.covers for key, price in prices(problem, *forecast).items() if price}


def request(
    party: int, expected: float, start: str = "19:00", end: str = "20:30"
) -> ExpectedRequest:
    """Return a kind of request."""
    return ExpectedRequest(party=party, window=window(start, end), expected=expected)


def test_the_only_six_top_costs_the_six_who_wait() -> None:
    """Two guests on it are six fewer later; the four-top costs nothing."""
    problem = day(
        [table("A", 4), table("B", 6)], [booking("b1", 2), booking("b2", 6)], rules=SINGLES
    )
    found = prices(problem)
    assert found["A"] == Price(covers=0)
    assert found["B"] == Price(
        covers=6, losses=(Loss(party=6, start=at("19:00"), covers=6, booking="b2"),)
    )


def test_one_of_ten_free_two_tops_costs_nothing() -> None:
    """Nine are left for the two who wait and for the one that may come."""
    tables = [table(f"T{number}", 2) for number in range(10)]
    problem = day(tables, [booking("b1", 2), booking("b2", 2), booking("b3", 2)], rules=SINGLES)
    assert set(covers(problem, request(2, 1.0)).values()) == {0}


def test_a_request_to_come_counts_as_often_as_it_is_expected() -> None:
    """Three tenths of a party of six are 1.8 covers."""
    problem = day([table("A", 4), table("B", 6)], [booking("b1", 2)], rules=SINGLES)
    found = prices(problem, request(6, 0.3))
    assert found["A"] == Price(covers=0)
    assert found["B"] == Price(covers=1.8, losses=(Loss(party=6, start=at("19:00"), covers=1.8),))


def test_a_seat_is_lost_only_once() -> None:
    """The six who wait would have it anyway: those who may come lose nothing more."""
    problem = day([table("B", 6)], [booking("b1", 2), booking("b2", 6)], rules=SINGLES)
    assert covers(problem, request(6, 0.5)) == {"B": 6}


def test_more_requests_than_tables_make_the_table_dear() -> None:
    """Of two tables for three expected couples, one table is one couple."""
    problem = day([table("A", 2), table("B", 2)], [booking("b1", 2)], rules=SINGLES)
    assert covers(problem, request(2, 3.0)) == {"A": 2, "B": 2}
    assert covers(problem, request(2, 1.5)) == {"A": 1, "B": 1}


def test_who_can_sit_elsewhere_loses_nothing() -> None:
    """The six fit on the eight-top too."""
    problem = day([table("A", 6), table("B", 8)], [booking("b1", 5), booking("b2", 6)])
    assert covers(problem) == {"A": 0, "B": 0}


def test_who_comes_when_the_guests_have_left_loses_nothing() -> None:
    """Windows that only touch do not meet."""
    problem = day([table("A", 6)], [booking("b1", 2), booking("b2", 6, "20:30", "22:00")])
    assert covers(problem, request(6, 1.0, "17:00", "19:00")) == {"A": 0}


def test_a_table_of_a_merge_costs_who_needs_the_merge() -> None:
    """Six wait for both tables together."""
    problem = day([table("A", 4), table("B", 4)], [booking("b1", 2), booking("b2", 6)], "A-B")
    assert covers(problem) == {"A": 6, "B": 6}


def test_what_somebody_has_or_nobody_looks_for_is_no_loss() -> None:
    """Locked bookings without tables, cancelled ones and those with tables do not wait."""
    problem = day(
        [table("A", 6), table("B", 6)],
        [
            booking("b1", 2),
            booking("b2", 6, locked=True),
            booking("b3", 6, status="cancelled"),
            booking("b4", 6, has="B"),
        ],
        rules=SINGLES,
    )
    assert covers(problem) == {"A": 0}


def test_its_own_hold_does_not_hide_what_it_costs() -> None:
    """The table that it holds already is free for others if it does not take it."""
    hold = taken("B", source="hold", booking="b1")
    problem = day([table("B", 6)], [booking("b1", 2), booking("b2", 6)], occupancy=(hold,))
    assert covers(problem) == {"B": 6}


def test_other_times_have_their_own_price() -> None:
    """At eight the six are gone."""
    problem = day(
        [table("B", 6)],
        [booking("b1", 2, "19:00", "20:00"), booking("b2", 6, "19:00", "20:00")],
    )
    options = OPTIONS.replace(window_minutes=60, step_minutes=60)
    quote = quote_booking(problem, "b1", options, forecast=())
    found = {item.window.start: item.offer.price for item in quote.next_times}
    assert found == {at("18:00"): Price(covers=0), at("20:00"): Price(covers=0)}
    assert quote.candidates[0].price is not None
    assert quote.candidates[0].price.covers == 6


def test_only_as_many_prices_as_were_asked_for() -> None:
    """The others have none, and that counts as finished."""
    problem = day([table("A", 2), table("B", 4), table("C", 6)], [booking("b1", 2)])
    quote = quote_booking(problem, "b1", OPTIONS.replace(prices=2), forecast=())
    assert [offer.price is None for offer in quote.candidates] == [False, False, True]
    assert quote.finished.prices is True


def test_the_forecast_follows_the_dates_own_bookings() -> None:
    """As many requests as a fifth of the bookings; more of the sizes and times that came before."""
    guests = [booking(f"b{i}", 2, "19:00", "20:30") for i in range(30)]
    guests += [booking("c1", 4, "17:00", "19:00"), booking("c2", 6, "22:00", "23:00")]
    forecast = expected_requests(day([table("A")], guests))
    assert sum(item.expected for item in forecast) == pytest.approx(STILL_TO_COME * 32)
    assert {item.party for item in forecast} == {party for party, _ in PARTY_MIX}
    by_start = {
        start: sum(item.expected for item in forecast if item.window.start == at(start))
        for start in ("17:00", "18:30", "19:00", "20:30", "22:00")
    }
    assert by_start["19:00"] > by_start["18:30"] > by_start["17:00"] > by_start["20:30"] > 0
    twos = sum(item.expected for item in forecast if item.party == 2)
    assert twos == pytest.approx(STILL_TO_COME * 32 * (30 + 4.3) / 42)
    stays = {item.party: item.window.minutes for item in forecast}
    assert (stays[1], stays[2], stays[4], stays[8]) == (90, 90, 120, 60)


def test_busy_hours_are_expected_to_be_busier() -> None:
    """The demand multiplier of the bookings that start then multiplies the requests."""
    calm = [booking("b1", 2), booking("b2", 2, "20:00", "21:30", service="late")]
    busy = [calm[0], calm[1].replace(demand=1.5)]
    before, after = (expected_requests(day([table("A")], guests)) for guests in (calm, busy))
    for old, new in zip(before, after, strict=True):
        late = old.window.start >= at("20:00")
        assert new.expected == pytest.approx(old.expected * (1.5 if late else 1))
        assert (new.service == "late") == (old.window.start > at("19:30"))


def test_nothing_is_expected_in_the_past_or_of_an_empty_date() -> None:
    """A forecast without bookings would be a guess."""
    guests = [booking("b1", 2), booking("b2", 2, "21:00", "22:00")]
    late = expected_requests(day([table("A")], guests, as_of=at("20:10")))
    assert {item.window.start for item in late} == {at("20:30"), at("21:00")}
    assert expected_requests(day([table("A")])) == ()
    gone = [booking("b1", 2, status="no_show")]
    assert expected_requests(day([table("A")], gone)) == ()
