"""Quote one booking, and hold the best of what is free: in the product's words, and in ours."""

import datetime as dt
import time
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from models.errors import MaitredError
from models.quote import Offer, Price, Quote, QuoteOptions
from persistence.booking_rows import find_booking
from persistence.history import NOBODY, Author
from persistence.holds import Hold
from persistence.place_hold import AlreadyAssignedError, HoldWish
from persistence.pool import Database
from persistence.snapshot import DaySnapshot, read_day
from services.errors import SeatTakenError
from services.holds import hold_tables
from services.judge import Terms, conflicts_of, wanting
from services.manual_checks import adjacency_status
from services.reading import reading
from solver.quote import quote_booking

Json = dict[str, Any]

SLACK, SCARCITY = ("overage", "overflow"), ("scarcity",)
COMBINATION = ("extra_table", "adjacency_depth")
STRUCTURE = ("fragmentation", "zone_balance")
PENALTIES = (*SLACK, *SCARCITY, *COMBINATION, *STRUCTURE, "seating_preference", "ranking")
"""Our terms by the penalties that the product's clients know, and all of them."""


@dataclass(frozen=True)
class QuoteWish:
    """Who asks for a quote, and whether the best of it is to be held."""

    restaurant_id: UUID
    booking: UUID
    options: QuoteOptions
    hold_seconds: float | None = 180
    """None: nothing is held."""
    author: Author = NOBODY


def quote(database: Database, wish: QuoteWish) -> Json:
    """Quote a booking and hold the best candidate that nobody takes meanwhile.

    That there is no table is an answer, not an error.

    Raises:
        BookingNotFoundError: there is no such booking.
        BookingOverError, SeatRefusedError: it wants no table, or there is no window for it.
        HoldRateError: the same user has placed too many holds for the booking.
        InvalidInputError: the options name a zone or table that is none.
        DatabaseError: the database refused or cannot be reached.
    """
    began = time.monotonic()
    with reading(database, wish.restaurant_id) as connection:
        date = find_booking(connection, wish.booking)["booking_date"]
        now = dt.datetime.now(dt.UTC)
        snapshot = read_day(connection, wish.restaurant_id, date, as_of=now, asking=wish.booking)
    _is_planned(snapshot, wish.booking)
    left = max(0.0, wish.options.budget_seconds - (time.monotonic() - began))
    options = wish.options.replace(budget_seconds=left)
    found = _sparing(quote_booking(snapshot.problem, str(wish.booking), options))
    told = _Told(snapshot, found, wish)
    if not found.candidates:
        return told.answer(None, None, _held_away(snapshot, wish, told))
    if wish.hold_seconds is None:
        return told.answer(None, None, [])
    return _hold_best(database, wish, found, told)


def _is_planned(snapshot: DaySnapshot, booking: UUID) -> None:
    if not any(item.id == str(booking) for item in snapshot.problem.bookings):
        mine = tuple(item for item in snapshot.unplannable if item.booking == str(booking))
        nobody = snapshot.problem.replace(bookings=())
        wanting(replace(snapshot, problem=nobody, unplannable=mine), booking)


def _sparing(found: Quote) -> Quote:
    """Put what leaves somebody who waits without a table behind what does not, as far as known."""

    def costs(offer: Offer) -> bool:
        return offer.price is None or any(loss.booking for loss in offer.price.losses)

    return found.replace(candidates=tuple(sorted(found.candidates, key=costs)))


def _held_away(snapshot: DaySnapshot, wish: QuoteWish, told: "_Told") -> list[Json]:
    """Return what would be free, were it not held for others: they may give it back."""
    problem = snapshot.problem
    unheld = tuple(item for item in problem.occupancy if item.source != "hold")
    options = wish.options.replace(prices=0, window_minutes=0, moves=0)
    found = quote_booking(problem.replace(occupancy=unheld), str(wish.booking), options)
    return [told.held(offer) for offer in found.candidates]


def _hold_best(database: Database, wish: QuoteWish, found: Quote, told: "_Told") -> Json:
    """Try the candidates in their order; whatever is taken meanwhile is said."""
    assert wish.hold_seconds is not None
    skipped: list[Json] = []
    terms = Terms(wish.options.require_adjacency, wish.options.max_tables)
    for offer in found.candidates:
        tables = frozenset(map(UUID, offer.tables))
        hold_wish = HoldWish(
            wish.restaurant_id, wish.booking, tables, wish.hold_seconds, wish.author
        )
        try:
            hold = hold_tables(database, hold_wish, terms)
        except (SeatTakenError, AlreadyAssignedError) as error:
            skipped.append(told.skip(offer, error))
        else:
            return told.answer(hold, offer, skipped)
    return told.answer(None, None, skipped)


class _Told:
    """Tells a quote in the words of the product's clients, ours beside them."""

    def __init__(self, snapshot: DaySnapshot, quote: Quote, wish: QuoteWish) -> None:
        self._snapshot = snapshot
        self._quote = quote
        self._wish = wish
        self._numbers = {table.id: table.label for table in snapshot.problem.venue.tables}
        (self._booking,) = (b for b in snapshot.problem.bookings if b.id == str(wish.booking))

    def answer(self, hold: Hold | None, offer: Offer | None, skipped: list[Json]) -> Json:
        """Return the answer; without a hold it says why."""
        others = [item for item in self._quote.candidates if item is not offer]
        fallback = self._snapshot.fallbacks.get(self._booking.id)
        common: Json = {
            "alternates": [self.candidate(item) for item in others],
            "nextTimes": [item.window.start.isoformat() for item in self._quote.next_times],
            "otherTimes": [
                {
                    "startAt": item.window.start.isoformat(),
                    "endAt": item.window.end.isoformat(),
                    "candidate": self.candidate(item.offer),
                }
                for item in self._quote.next_times
            ],
            "skipped": skipped,
            "serviceFallback": {
                "usedFallback": fallback is not None,
                "fallbackService": fallback,
            },
            "proposal": self._proposal(),
            "finished": self._quote.finished.model_dump(),
            "found": self._quote.found,
        }
        if hold is None or offer is None:
            best = self._quote.candidates[:1] if self._wish.hold_seconds is None else ()
            return {
                "holdId": None,
                "expiresAt": None,
                "candidate": self.candidate(best[0]) if best else None,
                "reason": None if best else self._reason(skipped),
                "whyNot": self._why_not(),
                **common,
            }
        return {
            "holdId": str(hold.id),
            "expiresAt": hold.until.isoformat(),
            "window": {"start": hold.start.isoformat(), "end": hold.end.isoformat()},
            "candidate": self.candidate(offer),
            "zoneId": str(hold.zone),
            "requireAdjacency": self._wish.options.require_adjacency,
            **common,
        }

    def candidate(self, offer: Offer) -> Json:
        """Return a candidate as clients know it: a lower score is better."""
        return {
            "tableIds": list(offer.tables),
            "tableNumbers": [self._numbers[table] for table in offer.tables],
            "totalCapacity": offer.seats,
            "tableCount": len(offer.tables),
            "slack": offer.seats - self._quote.party,
            "score": _cost(offer, PENALTIES),
            "adjacencyStatus": adjacency_status(self._snapshot.problem, list(offer.tables)),
            "scoreBreakdown": {
                "slack_penalty": _cost(offer, SLACK),
                "scarcity_penalty": _cost(offer, SCARCITY),
                "structural_penalty": _cost(offer, STRUCTURE),
                "combination_penalty": _cost(offer, COMBINATION),
                "future_conflict_penalty": 0 if offer.price is None else offer.price.covers,
                "demand_multiplier": self._booking.demand,
                "total_score": _cost(offer, PENALTIES),
            },
            "points": offer.score,
            "terms": offer.terms,
            "price": None if offer.price is None else _price(offer.price),
        }

    def skip(self, offer: Offer, error: MaitredError) -> Json:
        """Return why a candidate was passed over."""
        conflicts = error.details.get("conflicts", [])
        return {
            "candidate": self.candidate(offer),
            "reason": error.message,
            "conflicts": conflicts,
        }

    def held(self, offer: Offer) -> Json:
        """Return who holds a candidate, and until when at the latest."""
        found = conflicts_of(self._snapshot, self._booking, frozenset(offer.tables))
        conflicts = [item for item in found if item["source"] == "hold"]
        tables = sorted({item["tableNumber"] for item in conflicts})
        until = max(item["until"] for item in conflicts)
        return {
            "candidate": self.candidate(offer),
            "reason": f"Conflicts with holds on tables {', '.join(tables)}; retry after {until}",
            "conflicts": conflicts,
        }

    def _proposal(self) -> Json | None:
        found = self._quote.proposal
        if found is None:
            return None
        return {
            "moves": [
                {
                    "bookingId": move.booking,
                    "partySize": move.party,
                    "startAt": move.window.start.isoformat(),
                    "endAt": move.window.end.isoformat(),
                    "from": list(move.from_tables),
                    "to": list(move.to_tables),
                }
                for move in found.moves
            ],
            "tableIds": list(found.tables),
            "tableNumbers": [self._numbers[table] for table in found.tables],
            "totalCapacity": found.seats,
            "points": found.score,
        }

    def _why_not(self) -> Json | None:
        found = self._quote.why_not
        return None if found is None else {"code": found.reason.value, "message": found.message}

    def _reason(self, skipped: list[Json]) -> str:
        """Begin with the sentences that the product's clients know."""
        if skipped:
            return "Hold conflicts prevented all candidates"
        venue = self._snapshot.problem.venue
        if self._quote.party > sum(table.capacity for table in venue.tables if table.active):
            return "Insufficient global capacity"
        found = self._quote.why_not
        return "No suitable tables available" + ("" if found is None else f" ({found.message})")


def _cost(offer: Offer, terms: tuple[str, ...]) -> float:
    return round(-sum(offer.terms.get(term, 0.0) for term in terms), 2) + 0.0


def _price(price: Price) -> Json:
    return {
        "covers": price.covers,
        "losses": [
            {
                "partySize": loss.party,
                "startAt": loss.start.isoformat(),
                "covers": loss.covers,
                "bookingId": loss.booking,
            }
            for loss in price.losses
        ],
    }
