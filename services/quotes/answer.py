"""A quote as the running product's clients read it, with what maitred adds beside."""

import datetime as dt
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from models.booking import Booking
from models.errors import MaitredError
from models.quote import Offer, Price, Quote, QuoteOptions
from persistence.holds import Hold
from persistence.snapshot import DaySnapshot
from services.conflicts import conflicts_of
from services.manual.checks import adjacency_status

Json = dict[str, Any]

SLACK, SCARCITY = ("overage", "overflow"), ("scarcity",)
COMBINATION = ("extra_table", "adjacency_depth")
STRUCTURE = ("fragmentation", "zone_balance")
PENALTIES = (*SLACK, *SCARCITY, *COMBINATION, *STRUCTURE, "seating_preference", "ranking")
"""Our terms by the penalties that the product's clients know, and all of them."""


@dataclass(frozen=True)
class QuoteAnswer:
    """Tells a quote in the words of the product's clients, ours beside them."""

    snapshot: DaySnapshot
    quote: Quote
    options: QuoteOptions
    held_by_others: list[Json] = field(default_factory=list)
    """When nothing is free: candidates that others hold, and until when."""

    @property
    def looked(self) -> Json:
        """The answer when nothing is to be held."""
        return self.answer(None, None, self.held_by_others)

    def of(self, quote: Quote) -> "QuoteAnswer":
        """Return the same of another choice of the candidates."""
        return replace(self, quote=quote)

    @cached_property
    def booking(self) -> Booking:
        """Who asks."""
        asking = self.quote.booking
        return next(item for item in self.snapshot.problem.bookings if item.id == asking)

    @cached_property
    def numbers(self) -> dict[str, str]:
        """What people call the tables, by id."""
        return {table.id: table.label for table in self.snapshot.problem.venue.tables}

    def answer(self, hold: Hold | None, offer: Offer | None, skipped: list[Json]) -> Json:
        """Return the answer; without a hold it says why."""
        looked = () if hold is not None or skipped else self.quote.candidates[:1]
        others = [
            item for item in self.quote.candidates if item is not offer and item not in looked
        ]
        fallback = self.snapshot.fallbacks.get(self.booking.id)
        common: Json = {
            "alternates": [self.candidate(item) for item in others],
            "nextTimes": [item.start.isoformat() for item in self.quote.next_times],
            "otherTimes": [
                {
                    "startAt": item.start.isoformat(),
                    "endAt": item.window.end.isoformat(),
                    "candidate": self.candidate(item.offer),
                }
                for item in self.quote.next_times
            ],
            "skipped": skipped,
            "serviceFallback": {
                "usedFallback": fallback is not None,
                "fallbackService": fallback,
            },
            "proposal": self._proposal(),
            "finished": self.quote.finished.model_dump(),
            "found": self.quote.found,
        }
        if hold is None:
            return {
                "holdId": None,
                "expiresAt": None,
                "candidate": self.candidate(looked[0]) if looked else None,
                "reason": None if looked else self._reason(skipped),
                "whyNot": self._why_not(),
                **common,
            }
        return {
            "holdId": str(hold.id),
            "expiresAt": hold.until.isoformat(),
            "window": {"start": hold.start.isoformat(), "end": hold.end.isoformat()},
            "candidate": None if offer is None else self.candidate(offer),
            "zoneId": str(hold.zone),
            "requireAdjacency": self.options.require_adjacency,
            **common,
        }

    def candidate(self, offer: Offer) -> Json:
        """Return a candidate as clients know it: a lower score is better."""
        return {
            "tableIds": list(offer.tables),
            "tableNumbers": [self.numbers[table] for table in offer.tables],
            "totalCapacity": offer.seats,
            "tableCount": len(offer.tables),
            "slack": offer.seats - self.quote.party,
            "score": _cost(offer, PENALTIES),
            "adjacencyStatus": adjacency_status(self.snapshot.problem, list(offer.tables)),
            "scoreBreakdown": {
                "slack_penalty": _cost(offer, SLACK),
                "scarcity_penalty": _cost(offer, SCARCITY),
                "structural_penalty": _cost(offer, STRUCTURE),
                "combination_penalty": _cost(offer, COMBINATION),
                "future_conflict_penalty": 0 if offer.price is None else offer.price.covers,
                "demand_multiplier": self.booking.demand,
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
        found = conflicts_of(self.snapshot, self.booking, frozenset(offer.tables))
        conflicts = [item for item in found if item["source"] == "hold"]
        tables = sorted({item["tableNumber"] for item in conflicts})
        until = max(dt.datetime.fromisoformat(item["until"]) for item in conflicts)
        return {
            "candidate": self.candidate(offer),
            "reason": f"Conflicts with holds on tables {', '.join(tables)}; "
            f"retry after {until:%H:%M:%S}Z",
            "conflicts": conflicts,
        }

    def _proposal(self) -> Json | None:
        found = self.quote.proposal
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
            "tableNumbers": [self.numbers[table] for table in found.tables],
            "totalCapacity": found.seats,
            "points": found.score,
        }

    def _why_not(self) -> Json | None:
        found = self.quote.why_not
        return None if found is None else {"code": found.reason.value, "message": found.message}

    def _reason(self, skipped: list[Json]) -> str:
        """Begin with the sentences that the product's clients know."""
        if skipped:
            return "Hold conflicts prevented all candidates"
        venue = self.snapshot.problem.venue
        if self.quote.party > sum(table.capacity for table in venue.tables if table.active):
            return "Insufficient global capacity"
        found = self.quote.why_not
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
