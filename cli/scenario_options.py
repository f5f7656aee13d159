"""What commands share that solve scenarios of days: seeds, days, and where results are kept."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from models.errors import Flaw, InvalidInputError
from models.problem import DayProblem
from models.venue import duplicates

MOST_SEEDS = 1000


def require_different(problems: Sequence[DayProblem], subject: str) -> None:
    """Refuse days that could not be told apart.

    Raises:
        InvalidInputError: two have one id.
    """
    twice = duplicates([problem.id for problem in problems])
    if twice:
        flaw = Flaw("DAY", repr(twice[0]), "two days have this id")
        raise InvalidInputError([flaw], subject=subject)


def read_seeds(text: str, subject: str) -> list[int]:
    """Read ``1,2,5-8``.

    Raises:
        InvalidInputError: it says something else, names one twice, or too many.
    """
    found: list[int] = []
    try:
        for part in text.split(","):
            first, _, last = part.partition("-")
            span = range(int(first), int(last or first) + 1)
            if len(found) + len(span) > MOST_SEEDS:
                raise ValueError
            found += span
    except ValueError as error:
        flaw = Flaw("--seeds", repr(text), "must be numbers such as 1,2,3 or 1-20, at most 1000")
        raise InvalidInputError([flaw], subject=subject) from error
    if not found or len(set(found)) < len(found) or min(found) < 0:
        flaw = Flaw("--seeds", repr(text), "must name at least one seed, and none twice")
        raise InvalidInputError([flaw], subject=subject)
    return found


@contextmanager
def results_in(out: Path | None) -> Iterator[Path]:
    """Lend the directory of results: as asked, or one that goes away."""
    if out is not None:
        yield out
        return
    with tempfile.TemporaryDirectory(prefix="maitred-results-") as directory:
        yield Path(directory)
