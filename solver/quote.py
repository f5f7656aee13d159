"""Quote one booking: a ladder from free tables to moves, each rung within what the budget leaves.

Nothing is changed and nothing is held. The plan as it stands are the problem's bookings with
their current tables.
"""

import time
from collections.abc import Callable
from datetime import timedelta

from models.problem import DayProblem
from models.quote import Finished, Offer, OtherTime, Price, Proposal, Quote, QuoteOptions
from models.window import Window
from solver.clock import Clock
from solver.forecast import expected_requests
from solver.moves import make_room
from solver.other_times import Shift, other_times, shifted
from solver.price import Forecast, RestOfNight
from solver.quote_candidates import Offers, offers_at
from solver.quote_day import QuoteDay, quote_day
from solver.why_not import why_not

DEFAULT_OPTIONS = QuoteOptions()


def quote_booking(
    problem: DayProblem,
    booking: str,
    options: QuoteOptions = DEFAULT_OPTIONS,
    *,
    forecast: Forecast | None = None,
    shift: Shift = shifted,
    now: Callable[[], float] = time.monotonic,
) -> Quote:
    """Return what a booking of the problem could have while everyone else stays.

    Its own tables and holds are not in its way. ``forecast`` are the requests still to come, the
    date's own bookings tell when it is left out; ``shift`` says how the booking would look at
    another time (its stay, service and demand), by default the same. The candidates are always
    there; of the rest, what the budget leaves no time for is marked as not finished.

    Raises:
        InvalidInputError: the day has no such booking, zone or table; or the rules allow more
            merges than can be planned with.
    """
    clock = Clock(options.budget_seconds, now)
    day = quote_day(problem, booking, options)
    return _Ladder(day, clock, forecast, shift).quote()


class _Ladder:
    def __init__(
        self, day: QuoteDay, clock: Clock, forecast: Forecast | None, shift: Shift
    ) -> None:
        self._day = day
        self._clock = clock
        self._forecast = forecast
        self._shift = shift
        self._rest: RestOfNight | None = None
        self._looked = False

    def quote(self) -> Quote:
        """Climb the ladder."""
        day, options = self._day, self._day.options
        here = offers_at(day, day.booking)
        best = here.ranked[: options.keep].tolist()
        prices = self._prices([(here, candidate) for candidate in best[: options.prices]])
        elsewhen, tried = self._elsewhen(here)
        proposal, certain = self._moves(here)
        later = [(offers, int(offers.ranked[0])) for offers in elsewhen]
        later_prices = self._prices(later if options.prices else [])
        return Quote(
            booking=day.booking.id,
            party=day.booking.party,
            window=day.booking.window,
            candidates=_offers([(here, candidate) for candidate in best], prices),
            found=len(here.ranked),
            next_times=tuple(
                OtherTime(window=offers.booking.window, offer=offer)
                for offers, offer in zip(elsewhen, _offers(later, later_prices), strict=True)
            ),
            proposal=proposal,
            why_not=None if best else why_not(day),
            finished=Finished(
                prices=_all_known(prices),
                other_times=tried,
                other_prices=_all_known(later_prices),
                moves=certain,
            ),
            seconds=round(self._clock.spent, 6),
        )

    def _elsewhen(self, here: Offers) -> tuple[list[Offers], bool | None]:
        day = self._day
        if not day.options.window_minutes or not here.candidates.bookings:
            return [], None
        return other_times(day, self._shift, self._clock)

    def _moves(self, here: Offers) -> tuple[Proposal | None, bool | None]:
        day = self._day
        if len(here.ranked) or not day.options.moves or not here.candidates.bookings:
            return None, None
        return (None, False) if self._clock.up else make_room(day, self._clock)

    def _prices(self, chosen: list[tuple[Offers, int]]) -> list[Price | None]:
        rest = self._rest_of_night() if chosen else None
        if rest is None:
            return [None for _ in chosen]
        return [rest.price(offers, candidate, self._clock) for offers, candidate in chosen]

    def _rest_of_night(self) -> RestOfNight | None:
        """Look at the rest of the night once, around all times that may be offered."""
        if not self._looked and not self._clock.up:
            self._looked = True
            reach = timedelta(minutes=self._day.options.window_minutes)
            window = self._day.booking.window
            span = Window(start=window.start - reach, end=window.end + reach)
            forecast = self._forecast
            if forecast is None:
                forecast = expected_requests(self._day.problem)
            self._rest = RestOfNight.of(self._day, span, forecast, self._clock)
        return self._rest


def _offers(chosen: list[tuple[Offers, int]], prices: list[Price | None]) -> tuple[Offer, ...]:
    known = [*prices, *(None for _ in chosen[len(prices) :])]
    return tuple(
        offers.offer(candidate, price)
        for (offers, candidate), price in zip(chosen, known, strict=True)
    )


def _all_known(prices: list[Price | None]) -> bool | None:
    return None not in prices if prices else None
