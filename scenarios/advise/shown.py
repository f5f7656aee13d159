"""Advice that was kept as JSON, as a table of a report."""

from typing import Any

from pydantic import ValidationError

from models.errors import InvalidInputError, flaws_of
from models.jsontext import parse_json
from scenarios.advise.advice import Advice
from scenarios.advise.holdback import HoldbackAdvice
from scenarios.advise.joins import JoinsAdvice
from scenarios.advise.regret import RegretAdvice, RegretLine
from scenarios.advise.words import gain_words
from scenarios.report.ranked import MAX_ROWS, RankedTable

KINDS: dict[str, type[Advice]] = {
    "joins": JoinsAdvice,
    "holdback": HoldbackAdvice,
    "regret": RegretAdvice,
}
HEADS = ("Option", "Verdict", "Guests a day", "Points a day")
LEDGER = ("Booking", "Date", "Guests", "Refused then", "A re-plan")


def parse_advice(text: bytes, *, subject: str) -> Advice:
    """Read what ``maitred advise ... --format json`` printed.

    Raises:
        InvalidInputError: it is something else.
    """
    data = parse_json(text, subject=subject)
    kind = data.get("kind") if isinstance(data, dict) else None
    try:
        return KINDS.get(str(kind), Advice).model_validate(data)
    except ValidationError as error:
        raise InvalidInputError(flaws_of(error), subject=subject) from error


def advice_table(advice: Advice) -> RankedTable:
    """Return advice as a table: its ranking, or the ledger of those who were refused."""
    ledger = isinstance(advice, RegretAdvice)
    rows: list[tuple[Any, ...]] = (
        [_line(item) for item in advice.lines]
        if isinstance(advice, RegretAdvice)
        else [
            (
                item.name,
                item.verdict.value,
                gain_words(item.gain_covers),
                gain_words(item.gain_points),
            )
            for item in advice.ranking
        ]
    )
    return RankedTable(
        title=advice.title,
        note=" ".join((advice.recommendation, *advice.notes))[:2000],
        heads=LEDGER if ledger else HEADS,
        rows=tuple(rows[:MAX_ROWS]),
    )


def _line(item: RegretLine) -> tuple[str, ...]:
    return (item.booking, str(item.date), str(item.party), item.message, item.words)
