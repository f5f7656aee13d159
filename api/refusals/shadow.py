"""Refusals of those who ask for the shadow report."""

from api.refusals.refusal import Refusal

NO_GATE = Refusal(
    422,
    "INVALID_INPUT",
    "gates: gate: unknown metric 'guests'; there are covers, seated, refusals, waste, moves, "
    "better, worse, p50, p95, longest, gap, nights (got 'guests>=0')",
    details={
        "flaws": [
            {
                "place": "gate",
                "value": "'guests>=0'",
                "message": "unknown metric 'guests'; there are covers, seated, refusals, waste, "
                "moves, better, worse, p50, p95, longest, gap, nights",
            }
        ]
    },
)
"""A gate cannot be read, or the span of dates ends before it begins, or is too long."""
