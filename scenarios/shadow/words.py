"""What is said of one booking by two hands."""

from collections.abc import Sequence

from models.booking import Booking
from models.plan import Unseated
from models.problem import DayProblem
from solver.explaining.wording import Wording, guests

OLD_REASONS = {
    "free_table": "although a fitting table was free",
    "all_taken": "every fitting table was given to others",
    "no_table_fits": "no table or merge fits the party",
    "not_asked": "it is locked without tables",
}


def line_words(
    problem: DayProblem,
    booking: Booking,
    old: Sequence[str],
    maitred: Sequence[str],
    old_reason: str | None,
    refused: Unseated | None,
    broke: Sequence[str],
) -> str:
    """Return the comparison of one booking as a sentence."""
    words = Wording(problem)
    had, has = (
        "+".join(sorted(words.tables([table]) for table in tables)) for tables in (old, maitred)
    )
    head = f"{guests(booking.party)} at {words.clock(booking.window.start)}"
    against = f", against the rules ({', '.join(broke)})" if broke else ""
    why_old = OLD_REASONS.get(old_reason or "", "")
    if old and maitred:
        if set(old) == set(maitred):
            return f"{head}: {had} by both{against}."
        return f"{head}: {had}{against}; by maitred {has}."
    if maitred:
        return f"{head}: refused, {why_old}; maitred gives them {has}."
    said = "" if refused is None else f" {refused.message}"
    if old:
        return f"{head}: {had}{against}; refused by maitred.{said}"
    return f"{head}: refused by both.{said}"
