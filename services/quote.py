"""Quote one booking, and hold the best of what is free: in the product's words, and in ours."""

import datetime as dt
import time
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from uuid import UUID

from models.errors import Flaw, InvalidInputError
from models.quote import Offer, Quote, QuoteOptions
from persistence.booking_rows import find_booking
from persistence.history import NOBODY, Author
from persistence.place_hold import AlreadyAssignedError, HoldWish
from persistence.pool import Database
from persistence.snapshot import DaySnapshot, read_day
from services.errors import SeatTakenError
from services.holds import hold_tables
from services.judge import Terms, not_locked, wanting
from services.quote_answer import QuoteAnswer
from services.quote_events import QuoteWork, quote_events
from services.reading import reading
from solver.quote import quote_booking

Json = dict[str, Any]


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
        BookingLockedError: an operator has locked it.
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
    not_locked(snapshot, wish.booking)
    _is_planned(snapshot, wish.booking)
    _are_known(snapshot, wish.options)
    left = max(0.0, wish.options.budget_seconds - (time.monotonic() - began))
    options = wish.options.replace(budget_seconds=left)
    found = _sparing(quote_booking(snapshot.problem, str(wish.booking), options))
    told = QuoteAnswer(snapshot, found, wish.options)
    if not found.candidates:
        return told.answer(None, None, _held_away(snapshot, wish, told))
    if wish.hold_seconds is None:
        return told.answer(None, None, [])
    return _hold_best(database, wish, told, QuoteWork(told, began))


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


def _are_known(snapshot: DaySnapshot, options: QuoteOptions) -> None:
    """Refuse zones and tables that are none, under the names that clients sent them by."""
    venue = snapshot.problem.venue
    zones, tables = {zone.id for zone in venue.zones}, {table.id for table in venue.tables}
    flaws = [
        Flaw("avoidTables", repr(table), "this restaurant has no such table")
        for table in sorted(set(options.avoid) - tables)
    ]
    if options.zone is not None and options.zone not in zones:
        flaws.append(Flaw("zoneId", repr(options.zone), "this restaurant has no such zone"))
    if flaws:
        error = InvalidInputError(flaws, subject="quote")
        error.hint = "Load the booking's manual-context: it lists the tables and their zones."
        raise error


def _held_away(snapshot: DaySnapshot, wish: QuoteWish, told: QuoteAnswer) -> list[Json]:
    """Return what would be free, were it not held for others: they may give it back."""
    problem = snapshot.problem
    unheld = tuple(item for item in problem.occupancy if item.source != "hold")
    options = wish.options.replace(prices=0, window_minutes=0, moves=0)
    found = quote_booking(problem.replace(occupancy=unheld), str(wish.booking), options)
    return [told.held(offer) for offer in found.candidates]


def _hold_best(database: Database, wish: QuoteWish, told: QuoteAnswer, work: QuoteWork) -> Json:
    """Try the candidates in their order; whatever is taken meanwhile is said."""
    assert wish.hold_seconds is not None
    skipped: list[Json] = []
    terms = Terms(wish.options.require_adjacency, wish.options.max_tables)
    for offer in told.quote.candidates:
        tables = frozenset(map(UUID, offer.tables))
        hold_wish = HoldWish(
            wish.restaurant_id, wish.booking, tables, wish.hold_seconds, wish.author
        )
        tells = partial(quote_events, work, offer, skipped, time.monotonic())
        try:
            hold = hold_tables(database, hold_wish, terms, tells)
        except (SeatTakenError, AlreadyAssignedError) as error:
            skipped.append(told.skip(offer, error))
        else:
            return told.answer(hold, offer, skipped)
    return told.answer(None, None, skipped)
