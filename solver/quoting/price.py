"""What a candidate costs the rest of the night: the displacement price, in expected covers.

The rest of the night are the bookings that wait for a table and the requests still to come, on
what is free while everyone seated stays. Its worth is a linear program,

    V = max sum of party x
        over the candidates of each booking that waits: sum of x <= 1
        over the candidates of each kind of request: sum of x <= how many are expected
        over the candidates that would have a table at one time: sum of x <= 1

and the price of a candidate is V less the V that is left without its tables in its window. The
program may split a party between seatings: it sees the average of many such nights, as the
deterministic programs of revenue management do.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np

from models.booking import Booking
from models.quote import ExpectedRequest, Loss, Price
from models.window import Window
from solver.arrays import Bools, Ints
from solver.candidates import Candidates, candidates_of
from solver.clock import Clock
from solver.packing import Floats, Packing
from solver.quoting.candidates import Offers
from solver.quoting.day import QuoteDay, part_of_day
from solver.rules import non_overlap

Forecast = tuple[ExpectedRequest, ...]

DIGITS = 3
"""Prices are told in thousandths of a cover; the engine is exact to a millionth."""

MOST_CANDIDATES = 3000
"""More take longer than any budget of a quote: then there is no price."""


@dataclass
class RestOfNight:
    """Everyone who may still be seated around a span of time, on the tables that are free."""

    candidates: Candidates
    waiting: frozenset[str]
    """Bookings; everyone else is a kind of request."""
    packing: Packing
    best: Floats
    """P: how much of each candidate is taken in the best use of the night."""

    @classmethod
    def of(cls, day: QuoteDay, span: Window, forecast: Forecast, clock: Clock) -> Self | None:
        """Find the best use of the night for all who overlap a span; None when time runs out."""
        waiting = [item for item in day.others if _waits(day, item) and item.window.overlaps(span)]
        expected = {item.id: 1.0 for item in waiting}
        requests = []
        for number, kind in enumerate(forecast):
            if kind.expected and kind.window.overlaps(span):
                requests.append(_as_booking(number, kind))
                expected[requests[-1].id] = kind.expected
        seated = (item for item in day.others if item.current_tables)
        own = day.booking.id
        problem = part_of_day(
            day.problem,
            [*seated, *waiting, *requests],
            expected,
            occupancy=tuple(item for item in day.problem.occupancy if item.booking != own),
        )
        candidates = candidates_of(problem, day.room)
        if clock.up or len(candidates) > MOST_CANDIDATES:
            return None
        most = np.array([expected[item.id] for item in candidates.bookings])
        packing = _packing(candidates, most)
        best = None if clock.up else packing.solve(clock.left)
        if best is None:
            return None
        return cls(candidates, frozenset(item.id for item in waiting), packing, best)

    def price(self, offers: Offers, candidate: int, clock: Clock) -> Price | None:
        """Return the price of one candidate; None when time runs out."""
        gone = self._without(offers, candidate)
        if not self.best[gone].any():
            return Price(covers=0)
        left = None if clock.up else self.packing.solve(clock.left, gone)
        if left is None:
            return None
        lost = (self.best - left) * self.candidates.party
        by_booking = np.zeros(len(self.candidates.bookings))
        np.add.at(by_booking, self.candidates.booking, lost)
        return Price(
            covers=max(0.0, round(float(lost.sum()), DIGITS)), losses=self._losses(by_booking)
        )

    def _without(self, offers: Offers, candidate: int) -> Bools:
        """Return P: which candidates are gone when the tables are taken."""
        found, asking = self.candidates, offers.booking
        start, end = offers.candidates.spans[0]
        meets = (found.spans[:, 0] < end) & (start < found.spans[:, 1])
        if asking.slot:
            same = [item.slot == asking.slot for item in found.bookings]
            meets |= np.array(same, dtype=np.bool_)
        sets = offers.candidates.sets
        taken = np.zeros(len(sets.tables) + 1, dtype=np.bool_)
        taken[sets.members[offers.candidates.table_set[candidate]]] = True
        taken[-1] = False
        uses = np.asarray(taken[found.sets.members].any(axis=1))
        return np.asarray(meets[found.booking] & uses[found.table_set])

    def _losses(self, lost: Floats) -> tuple[Loss, ...]:
        losses = [
            Loss(
                party=item.party,
                start=item.window.start,
                covers=covers,
                booking=item.id if item.id in self.waiting else None,
            )
            for item, covers in zip(
                self.candidates.bookings, np.round(lost, DIGITS).tolist(), strict=True
            )
            if covers > 0
        ]
        return tuple(sorted(losses, key=lambda item: (-item.covers, item.start, item.party)))


def _waits(day: QuoteDay, booking: Booking) -> bool:
    problem = day.problem
    no_tables = not booking.current_tables and problem.wants_tables(booking)
    return no_tables and not problem.is_fixed(booking)


def _as_booking(number: int, kind: ExpectedRequest) -> Booking:
    return Booking(
        id=f"to come: {number}", party=kind.party, window=kind.window, service=kind.service
    )


def _packing(candidates: Candidates, most: Floats) -> Packing:
    at_once = non_overlap.groups(candidates)
    rows = np.split(np.arange(len(candidates)), candidates.offset[1:-1])
    once: list[tuple[Ints, float]] = [
        (row, limit) for row, limit in zip(rows, most.tolist(), strict=False) if len(row) > 1
    ]
    return Packing(
        worth=candidates.party.astype(float),
        most=np.minimum(most, 1.0)[candidates.booking],
        groups=[*(row for row, _ in once), *at_once],
        limits=[*(limit for _, limit in once), *(1.0 for _ in at_once)],
    )
