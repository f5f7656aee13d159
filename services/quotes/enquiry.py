"""Quote a party that has no booking yet, and hold what it chooses."""

import datetime as dt
import time
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from models.engine import Work
from models.enquiry import ENQUIRY, Enquiry
from models.quote import QuoteOptions
from persistence.engine import permit
from persistence.held_enquiry import HELD_FOR, remembered
from persistence.history import NOBODY, Author
from persistence.hold_enquiry import NO_BOOKING, EnquiryHold, hold_enquiry
from persistence.holds import Hold
from persistence.place_hold import Claimed
from persistence.pool import Database
from persistence.snapshot import DaySnapshot, read_day
from services.judge import Terms, judge
from services.quotes.answer import QuoteAnswer
from services.quotes.enquiry_day import start_of, stay_of, with_enquiry, without_hold
from services.quotes.quoting import are_known, hold_best, hold_chosen, in_time, look
from services.quotes.telemetry import timed_quote
from services.reading import reading
from services.versions import rules_of, selection_of

Json = dict[str, Any]


@dataclass(frozen=True)
class EnquiryWish:
    """Who would like to come, and what of the quote is to be held."""

    restaurant_id: UUID
    date: dt.date
    enquiry: Enquiry
    options: QuoteOptions
    hold_seconds: float | None = None
    """None: nothing is held."""
    tables: frozenset[UUID] | None = None
    """What is to be held; None: the best there is."""
    replaces: UUID | None = None
    """An earlier hold for the same guests: not in the way, and released once another stands."""
    author: Author = NOBODY
    asked_at: float = field(default_factory=time.monotonic)
    """Monotonic seconds: what it waits before it is begun comes out of its budget, too."""


def quote_enquiry(database: Database, wish: EnquiryWish) -> Json:
    """Quote a party that has no booking; hold the best, or what is chosen, when that is wanted.

    That there is no table is an answer, not an error; that a chosen one cannot be had is one.

    Raises:
        RestaurantNotFoundError: there is no such restaurant.
        SeatRefusedError: nobody can come at that time; its code says why.
        InvalidInputError: it is over, or the options name a zone or table that is none.
        SeatTakenError, SeatRefusedError, TablesNotFoundError: the chosen tables cannot be held;
            the details have what else is free, and a fresh quote.
        TooManyHoldsError: the same user has too many such holds.
        EngineOffError: maitred does not decide this date, so it holds nothing.
        DatabaseError: the database refused or cannot be reached.
    """
    return timed_quote(lambda: _quote(database, wish), only_looks=wish.hold_seconds is None)


def _quote(database: Database, wish: EnquiryWish) -> Json:
    desk = _Desk(database, wish)
    if wish.hold_seconds is None:
        answer = desk.told(wish.options).looked
    elif wish.tables is None:
        found = desk.told(wish.options)
        answer = hold_best(found, lambda placing: desk.place(placing.tables))
    else:
        answer = hold_chosen(wish.tables, wish.options, desk.told, desk.place)
    return {**answer, **desk.said}


@dataclass
class _Desk:
    database: Database
    wish: EnquiryWish
    own: list[UUID] = field(default_factory=list)
    """Holds for these very guests: they are in nobody's way here."""
    said: Json = field(default_factory=dict)
    """What the answer says of the enquiry itself."""

    def told(self, options: QuoteOptions) -> QuoteAnswer:
        """Look at the date, with the enquiry among its bookings."""
        wish = self.wish
        with reading(self.database, wish.restaurant_id) as connection:
            if wish.hold_seconds is not None:
                permit(connection, wish.restaurant_id, wish.date, Work.QUOTE)
            now = dt.datetime.now(dt.UTC)
            snapshot = read_day(connection, wish.restaurant_id, wish.date, as_of=now)
        for hold in (*self.own, wish.replaces or NO_BOOKING):
            snapshot = without_hold(snapshot, hold)
        are_known(snapshot, options)
        self.said = _said(snapshot, wish.enquiry)
        day = with_enquiry(snapshot, wish.enquiry)
        return look(day, ENQUIRY, in_time(options, wish.asked_at), wish.options)

    def place(self, tables: frozenset[UUID]) -> Hold:
        """Hold tables, judged under their locks."""
        wish = self.wish
        assert wish.hold_seconds is not None
        wanted = EnquiryHold(
            wish.restaurant_id, wish.date, tables, wish.hold_seconds, wish.replaces, wish.author
        )
        hold = hold_enquiry(self.database, wanted, lambda day: _claim(wish, tables, day))
        self.own.append(hold.id)
        return hold


def _said(snapshot: DaySnapshot, enquiry: Enquiry) -> Json:
    stay = stay_of(snapshot, enquiry)
    return {
        "partySize": enquiry.party,
        "startAt": stay.dining.start.isoformat(),
        "endAt": stay.block.end.isoformat(),
        "minutes": round((stay.dining.end - stay.dining.start) / dt.timedelta(minutes=1)),
        "cutShort": stay.clamped,
    }


def _claim(wish: EnquiryWish, tables: frozenset[UUID], day: DaySnapshot) -> Claimed:
    """Judge like a seating; the hold remembers by which rules, and for whom."""
    enquiry, options = wish.enquiry, wish.options
    terms = Terms(options.require_adjacency, options.max_tables)
    booking = judge(with_enquiry(day, enquiry), NO_BOOKING, tables, terms)
    metadata: Json = {
        **rules_of(day),
        "selection": selection_of(day.problem.venue, tables),
        HELD_FOR: remembered(enquiry, start_of(day, enquiry), wish.date),
        **terms.told,
    }
    return Claimed(booking.window, metadata)
