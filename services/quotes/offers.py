"""What else is free for a booking whose tables were refused, looked up after the refusal."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar
from uuid import UUID

import structlog

from models.booking import Booking, BookingStatus
from models.errors import MaitredError
from models.plan import UnseatedReason
from models.quote import Offer, Quote, QuoteOptions
from persistence.booking_rows import find_booking
from persistence.history import end_of_hold
from persistence.holds import Hold
from persistence.pool import Database
from persistence.snapshot import DaySnapshot, Scope, read_day
from services.conflicts import (
    clock_words,
    conflict_words,
    conflicts_of,
    deadline_words,
    table_words,
)
from services.judge import AS_THE_HOUSE_SAYS, Terms
from services.quotes.answer import QuoteAnswer
from services.quotes.enquiry_day import without_hold
from services.reading import reading
from solver.quoting.quote import quote_booking

Json = dict[str, Any]
T = TypeVar("T")

WAIT_SECONDS, STATEMENT_SECONDS = 0.25, 1.0
"""A look is a courtesy: it neither waits long for a connection nor for the database."""

TIMES_SECONDS = 0.1
"""Budget of a quote for other times, and for a fresh quote with prices."""

MOST_CANDIDATES = 50
"""So many are looked through for one that the refused request would pass with."""

REFUSED = frozenset(
    {
        "ALREADY_ASSIGNED",
        "ASSIGNMENT_CONFLICT",
        "ASSIGNMENT_INCOMPLETE",
        "ASSIGNMENT_VALIDATION",
        "HOLD_CONFLICT",
        "RESOURCE_DISABLED",
        "ZONE_LOCKED",
    }
)
"""Refusals of tables: others may do."""

ASK_AGAIN = "Ask for a fresh quote."
"""What to do about a hold that cannot be confirmed."""

HOLD_IS_OVER = frozenset(
    {"HOLD_EMPTY", "HOLD_EXPIRED", "HOLD_INACTIVE", "HOLD_NOT_FOUND", "POLICY_DRIFT"}
)
"""Refusals of a hold: its tables may still be free."""

TAKEN = frozenset({"ASSIGNMENT_CONFLICT", "HOLD_CONFLICT"})
"""Refusals because of somebody else."""

ENDS = {
    "hold.expired": "ran out",
    "hold.released": "was released",
    "hold.confirmed": "was confirmed",
}

log = structlog.get_logger("maitred.services")


@dataclass(frozen=True)
class Asked:
    """What a refused request asked for."""

    restaurant_id: UUID
    booking: UUID
    tables: frozenset[UUID] = frozenset()
    """Those that it named; none when it named a hold."""
    terms: Terms = AS_THE_HOUSE_SAYS
    slack_counts: bool = False
    """Whether the same request passes only with few empty seats."""
    adding: bool = False
    """They were to be added to those that the booking has."""
    hold: UUID | None = None
    met: Hold | None = None
    """The hold, when it was there."""


def next_best(snapshot: DaySnapshot, asked: Asked) -> Json:
    """Return ``alternative`` (None when there is none), ``nextTimes`` and a ``hint`` in words.

    It is what this booking could have instead, by what was seen of it and all tables; nothing is
    held. Raises nothing: when the look fails there is no alternative, and no hint.
    """
    found = _seen(lambda: _Look(snapshot, asked, None).instead)
    return {"alternative": None, "nextTimes": [], "hint": None} if found is None else found


def add_offer(database: Database, asked: Asked, error: MaitredError) -> None:
    """Add to a refusal of tables, in its details and its hint, what else is free; raise nothing.

    To the refusal of a hold also what became of its tables, and a fresh quote.
    """
    if error.code in REFUSED:
        error.details = {"alternative": None, "nextTimes": [], **error.details}
        _looking(database, asked, lambda look: look.refused(error))
    elif error.code in HOLD_IS_OVER:
        error.details = {"alternative": None, "nextTimes": [], "quote": None, **error.details}
        # A fresh quote has prices, and for those the others of the date count.
        _looking(database, asked, lambda look: look.over(error), whole_date=True)


def _looking(
    database: Database, asked: Asked, see: "Callable[[_Look], T]", *, whole_date: bool = False
) -> T | None:
    scope = None if whole_date else Scope(asked.booking, None)
    return _seen(lambda: see(_look(database, asked, scope)))


def _seen(see: Callable[[], T]) -> T | None:
    """Return what is seen of the date; whatever goes wrong must not hide the refusal."""
    try:
        return see()
    except MaitredError as failure:  # the booking is over, the database is away
        log.info("no alternative", code=failure.code)
    except Exception:
        log.exception("no alternative")
    return None


def _look(database: Database, asked: Asked, scope: Scope | None) -> "_Look":
    limits = {"wait_seconds": WAIT_SECONDS, "statement_seconds": STATEMENT_SECONDS}
    with reading(database, asked.restaurant_id, **limits) as connection:
        date = find_booking(connection, asked.booking)["booking_date"]
        now = dt.datetime.now(dt.UTC)
        snapshot = read_day(connection, asked.restaurant_id, date, as_of=now, scope=scope)
        if asked.hold is not None:
            snapshot = without_hold(snapshot, asked.hold)
        gone = None
        if asked.hold is not None and asked.met is None:
            gone = end_of_hold(connection, asked.restaurant_id, date, asked.booking, asked.hold)
    return _Look(snapshot, asked, gone)


@dataclass(frozen=True)
class _Look:
    snapshot: DaySnapshot
    asked: Asked
    gone: Json | None
    """How the hold ended that is no more."""

    @cached_property
    def booking(self) -> Booking | None:
        """The booking as it asks now: that it sits somewhere already is no obstacle."""
        key = str(self.asked.booking)
        found = next((item for item in self.snapshot.problem.bookings if item.id == key), None)
        if found is None:
            return None
        return found.replace(current_tables=(), status=BookingStatus.CONFIRMED, locked=False)

    @cached_property
    def had(self) -> frozenset[str]:
        """The tables that the booking has."""
        key = str(self.asked.booking)
        return frozenset(
            table
            for item in self.snapshot.problem.bookings
            if item.id == key
            for table in item.current_tables
        )

    @cached_property
    def instead(self) -> Json:
        """The best that is neither what it has nor what was refused; or the next times."""
        if self.booking is None:
            return {"alternative": None, "nextTimes": [], "hint": None}
        answer = self.quote(prices=0, window_minutes=0)
        offers = [offer for offer in answer.quote.candidates if self._would_do(offer)]
        if self.asked.adding:
            offers = [item for item in offers if self.had <= set(item.tables)] or offers
        if offers:
            best = self._nearest([item for item in offers if item.terms == offers[0].terms])
            told = alternative(answer, best)
            return {"alternative": told, "nextTimes": [], "hint": free_words(told)}
        later = self.quote(prices=0, budget_seconds=TIMES_SECONDS).quote.next_times
        times = [item.start for item in later if self._is_small(item.offer)]
        hint = none_words(answer.quote, [clock_words(self.snapshot, time) for time in times])
        return {"alternative": None, "nextTimes": [t.isoformat() for t in times], "hint": hint}

    def quote(self, **options: Any) -> QuoteAnswer:
        """Quote the booking on the terms of the refused request."""
        terms, booking = self.asked.terms, self.booking
        assert booking is not None
        wanted = QuoteOptions(
            require_adjacency=terms.require_adjacency,
            max_tables=terms.max_tables,
            moves=0,
            **{"keep": MOST_CANDIDATES, **options},
        )
        others = (item for item in self.snapshot.problem.bookings if item.id != booking.id)
        bookings = tuple(sorted((*others, booking), key=lambda item: item.id))
        # Not validated again: that would take longer than the quote.
        problem = self.snapshot.problem.model_copy(update={"bookings": bookings})
        return QuoteAnswer(self.snapshot, quote_booking(problem, booking.id, wanted), wanted)

    def _would_do(self, offer: Offer) -> bool:
        new = set(offer.tables) not in (self.had, set(map(str, self.asked.tables)))
        return new and self._is_small(offer)

    def _is_small(self, offer: Offer) -> bool:
        assert self.booking is not None
        empty = offer.seats - self.booking.party
        return not self.asked.slack_counts or empty <= self.snapshot.flags.most_slack

    def _nearest(self, offers: list[Offer]) -> Offer:
        """Return, of equally good ones, what was held, or else stands where the choice did."""
        held = frozenset() if self.asked.met is None else self.asked.met.chosen
        wanted = set(map(str, held | self.asked.tables))
        zones = {table.id: table.zone for table in self.snapshot.problem.venue.tables}
        near = {zones[table] for table in wanted if table in zones}

        def strangeness(offer: Offer) -> tuple[bool, bool]:
            return set(offer.tables) != wanted, zones[offer.tables[0]] not in near

        return min(offers, key=strangeness)

    def refused(self, error: MaitredError) -> None:
        """Add who has the tables, where the refusal does not say it, and what else is free."""
        instead = self.instead
        if error.code in TAKEN and not error.details.get("conflicts"):
            conflicts = self._conflicts(frozenset(map(str, self.asked.tables)))
            error.details["conflicts"] = conflicts
            if conflicts:
                error.message = conflict_words(conflicts)
        if instead["hint"]:
            error.hint = None  # what is free says what to do
        self._add(error)

    def over(self, error: MaitredError) -> None:
        """Add what became of a hold and its tables, what else is free, and a fresh quote."""
        met, gone = self.asked.met, self.gone
        if gone is not None:
            at, end = deadline_words(self.snapshot, gone["at"]), gone["kind"]
            error.message = f"The hold {ENDS[end]} at {at}"
            became = end.removeprefix("hold.")
            error.details.update(became=became, endedAt=gone["at"].isoformat())
            if became == "confirmed":
                error.hint = "The booking has its tables already: look at it again."
                return
        self._add(error)
        if self.booking is None:
            return
        held = sorted(map(str, met.chosen)) if met else gone["tableIds"] if gone else []
        if held:
            self._tell_tables(error, held)
        fresh = self.quote(prices=1, budget_seconds=TIMES_SECONDS, keep=10)
        error.details["quote"] = fresh.answer(None, None, [])

    def _add(self, error: MaitredError) -> None:
        instead = self.instead
        error.details.update(alternative=instead["alternative"], nextTimes=instead["nextTimes"])
        if instead["alternative"]:
            error.hint = f"{instead['hint']} {error.hint or 'Choose it, or another time.'}"
        elif instead["hint"]:
            error.hint = instead["hint"]

    def _tell_tables(self, error: MaitredError, held: list[str]) -> None:
        conflicts = self._conflicts(frozenset(held))
        numbers = {table.id: table.label for table in self.snapshot.problem.venue.tables}
        labels = [numbers[table] for table in held if table in numbers]
        free = not conflicts and len(labels) == len(held)
        error.details.update(
            tableIds=held, tableNumbers=labels, stillFree=free, conflicts=conflicts
        )
        best = self.instead["alternative"]
        if conflicts:
            error.message = f"{error.message}. {conflict_words(conflicts)}"
        elif free and best and best["tableIds"] != held:
            is_free = "is" if len(labels) == 1 else "are"
            also = f"{table_words(labels)} {is_free} still free too."
            error.hint = f"{self.instead['hint']} {also} {ASK_AGAIN}"

    def _conflicts(self, tables: frozenset[str]) -> list[Json]:
        return [] if self.booking is None else conflicts_of(self.snapshot, self.booking, tables)


def alternative(answer: QuoteAnswer, offer: Offer) -> Json:
    """Return what else is free, as refusals tell it."""
    candidate = answer.candidate(offer)
    venue = answer.snapshot.problem.venue
    zone = next(table.zone for table in venue.tables if table.id == offer.tables[0])
    return {
        "tableIds": candidate["tableIds"],
        "tableNumbers": candidate["tableNumbers"],
        "zoneId": zone,
        "zone": next(item.label for item in venue.zones if item.id == zone),
        "seats": offer.seats,
        "slack": candidate["slack"],
        "score": candidate["score"],
    }


def free_words(alternative: Json) -> str:
    """Say what else is free."""
    tables = table_words(alternative["tableNumbers"])
    free = "is free" if len(alternative["tableNumbers"]) == 1 else "are free together"
    return f"{tables} {free}: {alternative['seats']} seats, {alternative['zone']}."


def none_words(quote: Quote, times: list[str]) -> str:
    """Say that nothing else is free, why, and when something is."""
    why = quote.why_not
    said = ["Nothing else is free for it then."]
    said += [f"{why.message.rstrip('.')}."] if why else []
    if times:
        said.append(f"Free at {' or '.join(times[:2])}.")
    elif why and why.reason is UnseatedReason.ALL_TAKEN:
        said.append("A quote also looks for moves that make room.")
    return " ".join(said)
