"""What the product's event log is told of a quote: only of one whose best candidate was held."""

import time
from dataclasses import dataclass
from typing import Any

from models.quote import Offer
from persistence.history import SOURCE
from persistence.holds import Hold
from services.quotes.answer import QuoteAnswer

Json = dict[str, Any]

MOST_TOLD = 5
"""Candidates of a quote that are told; the answer has all of them."""

SUMMARY = (
    "tableIds",
    "tableNumbers",
    "totalCapacity",
    "tableCount",
    "slack",
    "score",
    "adjacencyStatus",
)
"""What is told of a candidate."""


@dataclass(frozen=True)
class QuoteWork:
    """A quote, and when it was asked for (monotonic seconds)."""

    answer: QuoteAnswer
    began: float


def quote_events(
    work: QuoteWork, offer: Offer, skipped: list[Json], holding: float, hold: Hold
) -> list[Json]:
    """Return that a quote was held; ``holding`` is when placing this hold began."""
    now, answer = time.monotonic(), work.answer
    booking, quote = answer.booking, answer.quote
    flags = _flags(answer)
    context = {
        "type": f"{SOURCE}.quote",
        "restaurantId": str(answer.snapshot.restaurant.id),
        "bookingId": booking.id,
        "partySize": booking.party,
        "window": booking.window.model_dump(mode="json"),
        "candidates": [_summary(answer, item) for item in quote.candidates[:MOST_TOLD]],
        "selected": _summary(answer, offer),
        "skipReason": None,
        "durationMs": _ms(now - work.began),
        "featureFlags": flags,
        "timing": {
            "totalMs": _ms(now - work.began),
            "plannerMs": _ms(quote.seconds),
            "holdMs": _ms(now - holding),
        },
        "plannerConfig": {**_config(answer), "featureFlags": flags},
        "diagnostics": _diagnostics(answer, skipped),
        "holdId": str(hold.id),
        "expiresAt": hold.until.isoformat(),
    }
    event = {"source": SOURCE, "event_type": f"{SOURCE}.quote", "booking_id": booking.id}
    return [{**event, "context": context}]


def _summary(answer: QuoteAnswer, offer: Offer) -> Json:
    candidate = answer.candidate(offer)
    return {name: candidate[name] for name in SUMMARY}


def _flags(answer: QuoteAnswer) -> Json:
    """The product's switches of quotes: but for one, maitred works as if they stood so."""
    return {
        "selectorScoring": True,
        "opsMetrics": True,
        "plannerTimePruning": True,
        "adjacencyUndirected": True,
        "holdsStrictConflicts": True,
        "allocatorFailHard": answer.snapshot.policy.fail_hard,
        "selectorLookahead": answer.options.prices > 0,
    }


def _config(answer: QuoteAnswer) -> Json:
    problem, options, booking = answer.snapshot.problem, answer.options, answer.booking
    rules, asked = problem.rules_for(booking), options.require_adjacency
    fallback = answer.snapshot.fallbacks.get(booking.id)
    return {
        "combinationEnabled": rules.merges,
        "requireAdjacency": rules.require_adjacency if asked is None else asked,
        "adjacencyRequiredGlobally": problem.rules.require_adjacency,
        "kMax": rules.max_tables,
        "maxTables": options.max_tables or rules.max_tables,
        "maxOverage": rules.max_merge_overage,
        "weights": problem.weights.model_dump(mode="json"),
        "serviceFallback": {"used": fallback is not None, "service": fallback},
        "demandMultiplier": booking.demand,
        "lookahead": {"enabled": options.prices > 0},
    }


def _diagnostics(answer: QuoteAnswer, skipped: list[Json]) -> Json:
    quote = answer.quote
    holds = {
        conflict["holdId"]
        for item in skipped
        for conflict in item["conflicts"]
        if conflict["source"] == "hold"
    }
    cut = quote.finished.prices is False
    return {
        "totals": {"enumerated": quote.found, "accepted": quote.found},
        "quoteSkips": {"holdConflicts": {"count": len(holds), "holdIds": sorted(holds)}},
        "lookahead": {"enabled": answer.options.prices > 0, "timeBudgetHit": cut},
    }


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)
