"""Every legal candidate of one booking while everybody else stays, scored as day plans are."""

from dataclasses import dataclass

import numpy as np

from models.booking import Booking
from models.quote import Offer, Price, QuoteOptions
from models.venue import Table
from models.weights import CENTIPOINTS
from solver.arrays import Ints
from solver.candidates import Candidates, candidates_of
from solver.objective import gains_by_term, loads_by_term, tier_of
from solver.preferences import tie_break
from solver.quoting.day import QuoteDay


@dataclass(frozen=True)
class Offers:
    """The candidates (P) of one booking at one time."""

    booking: Booking
    candidates: Candidates
    ranked: Ints
    """Candidates that the options allow, the best first."""
    terms: dict[str, Ints]
    """P: by term, the centipoints that a plan gains by each."""

    def offer(self, candidate: int, price: Price | None = None) -> Offer:
        """Return one candidate as it is offered."""
        sets, chosen = self.candidates.sets, int(self.candidates.table_set[candidate])
        terms = {
            term: points
            for term, gain in self.terms.items()
            if (points := int(gain[candidate]) / CENTIPOINTS)
        }
        return Offer(
            tables=sets.ids(chosen),
            seats=int(sets.seats[chosen]),
            score=sum(int(gain[candidate]) for gain in self.terms.values()) / CENTIPOINTS,
            terms=terms,
            price=price,
        )


def offers_at(day: QuoteDay, booking: Booking) -> Offers:
    """Return what the asking booking can have at its time, or at the other one it is given.

    Raises:
        InvalidInputError: the rules allow more merges than can be planned with.
    """
    candidates = candidates_of(day.asked(booking), day.room, claims=day.claims)
    terms = gains_by_term(candidates)
    for term, price, load in loads_by_term(candidates):
        terms[term] = terms.get(term, 0) - price * load.added(candidates.booking)
    mine = as_asked(day, candidates, 0) if candidates.bookings else np.zeros(0, dtype=np.int64)
    return Offers(booking, candidates, _ranked(candidates, terms, mine), terms)


def as_asked(day: QuoteDay, candidates: Candidates, row: int) -> Ints:
    """Return the candidates of a booking that the options allow.

    Tables that it has now and nobody new would be given are no offer.
    """
    sets, options = candidates.sets, day.options
    bad = np.array([*(not _wanted(table, options) for table in day.problem.venue.tables), False])
    allowed = np.asarray(~bad[sets.members].any(axis=1))
    if options.max_tables is not None:
        allowed &= sets.size <= options.max_tables
    mine = np.arange(candidates.offset[row], candidates.offset[row + 1])
    keeps = mine == candidates.current[row]
    chosen: Ints = mine[allowed[candidates.table_set[mine]] & ~(keeps & candidates.stale[row])]
    return chosen


def _wanted(table: Table, options: QuoteOptions) -> bool:
    return options.zone in (None, table.zone) and table.id not in options.avoid


def _ranked(candidates: Candidates, terms: dict[str, Ints], allowed: Ints) -> Ints:
    """Sort candidates as plans are compared: tier by tier, then by the fixed tie-break."""
    weights = candidates.problem.weights
    tiers: dict[str, Ints] = {
        tier: np.zeros(len(candidates), dtype=np.int64)
        for tier in ("total", "seated", "stability", "preferences")
    }
    for term, gain in terms.items():
        tiers[tier_of(weights, term)] += gain
    keys = (tie_break.units(candidates), *(-gain for gain in reversed(tiers.values())))
    return allowed[np.lexsort([key[allowed] for key in keys])]
