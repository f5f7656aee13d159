"""Quote one booking: a ladder from free tables to moves, each rung within what the budget leaves.

Nothing is changed and nothing is held. The plan as it stands are the problem's bookings with
their current tables.
"""

import time
from collections.abc import Callable
from datetime import timedelta

from models.elsewhen import Visit
from models.problem import DayProblem
from models.quote import Finished, Offer, OtherTime, Price, Proposal, Quote, QuoteOptions
from models.window import Window
from solver.clock import Clock
from solver.quoting.candidates import Offers, offers_at
from solver.quoting.day import QuoteDay, quote_day
from solver.quoting.forecast import expected_requests
from solver.quoting.moves import make_room
from solver.quoting.other_times import other_times
from solver.quoting.price import Forecast, RestOfNight
from solver.quoting.why_not import why_not

DEFAULT_OPTIONS = QuoteOptions()

REST_TAKES, MOVES_TAKE = 8.0, 0.04
"""What looking at the rest of the night takes before the clock is looked at again, and at moves
for each booking of the day: in units of the time that the candidates took, which grows with the
venue and with what else is running. Measured at 40 tables; what has no time for it is not begun."""


def quote_booking(
    problem: DayProblem,
    booking: str,
    options: QuoteOptions = DEFAULT_OPTIONS,
    *,
    forecast: Forecast | None = None,
    now: Callable[[], float] = time.monotonic,
) -> Quote:
    """Return what a booking of the problem could have while everyone else stays.

    Its own tables and holds are not in its way. ``forecast`` are the requests still to come, the
    date's own bookings tell when it is left out. What the booking would be like at another time
    is said by the problem's policy. The candidates are always there; of the rest, what the budget
    leaves no time for is marked as not finished.

    Raises:
        InvalidInputError: the day has no such booking, zone or table; or the rules allow more
            merges than can be planned with.
    """
    clock = Clock(options.budget_seconds, now)
    day = quote_day(problem, booking, options)
    return _Ladder(day, clock, forecast).quote()


class _Ladder:
    def __init__(self, day: QuoteDay, clock: Clock, forecast: Forecast | None) -> None:
        self._day = day
        self._clock = clock
        self._forecast = forecast
        self._rest: RestOfNight | None = None
        self._looked = False
        self._unit = 0.0

    def quote(self) -> Quote:
        """Climb the ladder."""
        day, options = self._day, self._day.options
        here = offers_at(day, day.booking)
        self._unit = self._clock.spent
        best = here.ranked[: options.keep].tolist()
        prices = self._prices([(here, candidate) for candidate in best[: options.prices]])
        elsewhen, tried = self._elsewhen(here)
        proposal, certain = self._moves(here)
        later = [(offers, int(offers.ranked[0])) for _, offers in elsewhen]
        later_prices = self._prices(later if options.prices else [])
        return Quote(
            booking=day.booking.id,
            party=day.booking.party,
            window=day.booking.window,
            candidates=_offers([(here, candidate) for candidate in best], prices),
            found=len(here.ranked),
            next_times=tuple(
                OtherTime(start=visit.dining.start, window=visit.booking.window, offer=offer)
                for (visit, _), offer in zip(elsewhen, _offers(later, later_prices), strict=True)
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

    def _elsewhen(self, here: Offers) -> tuple[list[tuple[Visit, Offers]], bool | None]:
        day = self._day
        if not day.options.window_minutes or not here.candidates.bookings:
            return [], None
        return other_times(day, self._clock)

    def _moves(self, here: Offers) -> tuple[Proposal | None, bool | None]:
        day = self._day
        if len(here.ranked) or not day.options.moves or not here.candidates.bookings:
            return None, None
        takes = MOVES_TAKE * len(day.others) * self._unit
        return make_room(day, self._clock) if self._clock.allows(takes) else (None, False)

    def _prices(self, chosen: list[tuple[Offers, int]]) -> list[Price | None]:
        rest = self._rest_of_night() if chosen else None
        if rest is None:
            return [None for _ in chosen]
        return [rest.price(offers, candidate, self._clock) for offers, candidate in chosen]

    def _rest_of_night(self) -> RestOfNight | None:
        """Look at the rest of the night once, around all times that may be offered."""
        if not self._looked and self._clock.allows(REST_TAKES * self._unit):
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
