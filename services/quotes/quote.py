"""Quote one booking, and hold the best of what is free: in the product's words, and in ours."""

import datetime as dt
import time
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any
from uuid import UUID

from models.engine import Work
from models.quote import QuoteOptions
from persistence.booking_rows import find_booking
from persistence.engine import permit
from persistence.history import NOBODY, Author
from persistence.holds import Hold
from persistence.place_hold import HoldWish
from persistence.pool import Database
from persistence.snapshot import DaySnapshot, read_day
from services.holds import hold_tables
from services.judge import Terms, not_locked, wanting
from services.quotes.answer import QuoteAnswer
from services.quotes.events import QuoteWork, quote_events
from services.quotes.quoting import Placing, are_known, hold_best, hold_chosen, in_time, look
from services.quotes.telemetry import timed_quote
from services.reading import reading

Json = dict[str, Any]


@dataclass(frozen=True)
class QuoteWish:
    """Who asks for a quote, and what of it is to be held."""

    restaurant_id: UUID
    booking: UUID
    options: QuoteOptions
    hold_seconds: float | None = 180
    """None: nothing is held."""
    tables: frozenset[UUID] | None = None
    """What is to be held; None: the best there is."""
    author: Author = NOBODY
    asked_at: float = field(default_factory=time.monotonic)
    """Monotonic seconds: what it waits before it is begun comes out of its budget, too."""


def quote(database: Database, wish: QuoteWish) -> Json:
    """Quote a booking and hold the best candidate that nobody takes meanwhile, or a chosen one.

    That there is no table is an answer, not an error; that a chosen one cannot be had is one.

    Raises:
        BookingNotFoundError: there is no such booking.
        BookingLockedError: an operator has locked it.
        BookingOverError, SeatRefusedError: it wants no table, or there is no window for it.
        SeatTakenError, SeatRefusedError, AlreadyAssignedError, TablesNotFoundError: the chosen
            tables cannot be held; the details have what else is free, and a fresh quote.
        HoldRateError: the same user has placed too many holds for the booking.
        InvalidInputError: the options name a zone or table that is none.
        EngineOffError: maitred does not decide this date, so it holds nothing.
        DatabaseError: the database refused or cannot be reached.
    """
    return timed_quote(lambda: _quote(database, wish), only_looks=wish.hold_seconds is None)


def _quote(database: Database, wish: QuoteWish) -> Json:
    def told(options: QuoteOptions) -> QuoteAnswer:
        snapshot = _read(database, wish)
        not_locked(snapshot, wish.booking)
        _is_planned(snapshot, wish.booking)
        are_known(snapshot, options)
        return look(snapshot, str(wish.booking), in_time(options, wish.asked_at), wish.options)

    def place(tables: frozenset[UUID], tells: Placing | None) -> Hold:
        assert wish.hold_seconds is not None
        holding = HoldWish(wish.restaurant_id, wish.booking, tables, wish.hold_seconds, wish.author)
        terms = Terms(wish.options.require_adjacency, wish.options.max_tables)
        if tells is None:
            return hold_tables(database, holding, terms)
        work = QuoteWork(tells.told, wish.asked_at)
        events = partial(quote_events, work, tells.offer, tells.skipped, time.monotonic())
        return hold_tables(database, holding, terms, events)

    if wish.tables is not None and wish.hold_seconds is not None:
        return hold_chosen(wish.tables, wish.options, told, lambda tables: place(tables, None))
    found = told(wish.options)
    if wish.hold_seconds is None:
        return found.looked
    return hold_best(found, lambda placing: place(placing.tables, placing))


def _read(database: Database, wish: QuoteWish) -> DaySnapshot:
    with reading(database, wish.restaurant_id) as connection:
        date = find_booking(connection, wish.booking)["booking_date"]
        if wish.hold_seconds is not None:
            permit(connection, wish.restaurant_id, date, Work.QUOTE)
        now = dt.datetime.now(dt.UTC)
        return read_day(connection, wish.restaurant_id, date, as_of=now, asking=wish.booking)


def _is_planned(snapshot: DaySnapshot, booking: UUID) -> None:
    if not any(item.id == str(booking) for item in snapshot.problem.bookings):
        mine = tuple(item for item in snapshot.unplannable if item.booking == str(booking))
        nobody = snapshot.problem.replace(bookings=())
        wanting(replace(snapshot, problem=nobody, unplannable=mine), booking)
