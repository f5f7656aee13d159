"""What quotes of bookings and of enquiries have in common: to look, and to hold what was found."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from models.errors import Flaw, InvalidInputError, MaitredError
from models.quote import Offer, Quote, QuoteOptions
from persistence.holds import Hold
from persistence.place_hold import AlreadyAssignedError
from persistence.snapshot import DaySnapshot
from services.conflicts import clock_words
from services.errors import SeatTakenError
from services.quotes.answer import QuoteAnswer
from services.quotes.offers import REFUSED, alternative, free_words, none_words
from solver.quoting.quote import quote_booking
from telemetry.stages import stage

Json = dict[str, Any]

MOST_CANDIDATES = 1000
"""So many are looked through for a chosen one."""

MOST_TOLD = 3
"""Candidates that a trace names."""


@dataclass(frozen=True)
class Placing:
    """A candidate that is about to be held, and those that were tried before it."""

    told: QuoteAnswer
    offer: Offer
    skipped: list[Json]

    @property
    def tables(self) -> frozenset[UUID]:
        """Its tables."""
        return frozenset(map(UUID, self.offer.tables))


def in_time(options: QuoteOptions, began: float) -> QuoteOptions:
    """Return the options with what is left of their budget since a moment (monotonic seconds)."""
    left = max(0.0, options.budget_seconds - (time.monotonic() - began))
    return options.replace(budget_seconds=left)


def look(
    snapshot: DaySnapshot, asking: str, options: QuoteOptions, asked: QuoteOptions
) -> QuoteAnswer:
    """Quote a booking of the snapshot; ``asked`` is what the answer repeats of the options."""
    with stage("quote.search") as searching:
        found = _sparing(quote_booking(snapshot.problem, asking, options))
        told = QuoteAnswer(snapshot, found, asked)
        searching.tell(**_facts(told))
    if not found.candidates:
        told.held_by_others.extend(_held_away(told, asking, options))
    return told


def _facts(told: QuoteAnswer) -> Json:
    """Return what a trace says of a quote."""
    best, why = told.quote.candidates[:MOST_TOLD], told.quote.why_not
    return {
        "found": told.quote.found,
        "candidates": len(told.quote.candidates),
        "best": [[told.numbers[table] for table in offer.tables] for offer in best],
        "scores": [offer.score for offer in best],
        "why_not": None if why is None else why.reason.value,
    }


def _sparing(found: Quote) -> Quote:
    """Put what leaves somebody who waits without a table behind what does not, as far as known."""

    def costs(offer: Offer) -> bool:
        return offer.price is None or any(loss.booking for loss in offer.price.losses)

    return found.replace(candidates=tuple(sorted(found.candidates, key=costs)))


def _held_away(told: QuoteAnswer, asking: str, options: QuoteOptions) -> list[Json]:
    """Return what would be free, were it not held for others: they may give it back."""
    problem = told.snapshot.problem
    unheld = tuple(item for item in problem.occupancy if item.source != "hold")
    wanted = options.replace(prices=0, window_minutes=0, moves=0)
    found = quote_booking(problem.replace(occupancy=unheld), asking, wanted)
    return [told.held(offer) for offer in found.candidates]


def are_known(snapshot: DaySnapshot, options: QuoteOptions) -> None:
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
        error.hint = "The view of a date lists the tables and their zones."
        raise error


def hold_best(told: QuoteAnswer, place: Callable[[Placing], Hold]) -> Json:
    """Try the candidates in their order; whatever is taken meanwhile is said."""
    if not told.quote.candidates:
        return told.looked
    skipped: list[Json] = []
    for offer in told.quote.candidates:
        try:
            hold = place(Placing(told, offer, skipped))
        except (SeatTakenError, AlreadyAssignedError) as error:
            skipped.append(told.skip(offer, error))
        else:
            return told.answer(hold, offer, skipped)
    return told.answer(None, None, skipped)


def hold_chosen(
    tables: frozenset[UUID],
    options: QuoteOptions,
    told: Callable[[QuoteOptions], QuoteAnswer],
    place: Callable[[frozenset[UUID]], Hold],
) -> Json:
    """Hold the chosen tables, and say what they cost; when they cannot be had say what can be.

    Whether they may be had is judged under their locks, so it is held first and looked at then.
    """
    try:
        hold = place(tables)
    except MaitredError as error:
        if error.code in REFUSED:
            _add_what_is_free(error, told(options))
        raise
    everything = options.replace(zone=None, avoid=(), keep=MOST_CANDIDATES)
    found = told(everything)
    offers = found.quote.candidates
    wanted = set(map(str, tables))
    chosen = next((offer for offer in offers if set(offer.tables) == wanted), None)
    others = [offer for offer in offers if offer is not chosen][: options.keep]
    kept = found.quote.replace(candidates=(*([chosen] if chosen else []), *others))
    return found.of(kept).answer(hold, kept.candidates[0] if chosen else None, [])


def _add_what_is_free(error: MaitredError, told: QuoteAnswer) -> None:
    offers, times = told.quote.candidates, told.quote.next_times
    best = alternative(told, offers[0]) if offers else None
    error.details = {
        **error.details,
        "alternative": best,
        "nextTimes": [item.start.isoformat() for item in times],
        "quote": told.looked,
    }
    words = [clock_words(told.snapshot, item.start) for item in times]
    error.hint = free_words(best) if best else none_words(told.quote, words)
