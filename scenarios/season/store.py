"""A season's results on disk: what was asked, and a line for every date that is done.

season.json   the season; dates, seeds and loads may become more, all else stays
days.jsonl    one result a line, appended when it is there; a line that was cut short is ignored
"""

from contextlib import suppress
from pathlib import Path

from pydantic import ValidationError

from models.errors import Flaw, InvalidInputError
from scenarios.season.season import DayKey, DayResult, Season


class SeasonStore:
    """A results directory of one season.

    Raises:
        InvalidInputError: it cannot be written to, or has the results of another season.
    """

    def __init__(self, directory: Path, season: Season) -> None:
        self._days = directory / "days.jsonl"
        about, text = directory / "season.json", season.model_dump_json(indent=1)
        try:
            directory.mkdir(parents=True, exist_ok=True)
            if about.exists():
                _require_same(about, season)
            about.write_text(text, encoding="utf-8")
            self._mend()
        except OSError as error:
            raise _unwritable(directory, error) from error

    def results(self) -> dict[DayKey, DayResult]:
        """Return what is done."""
        found = {}
        if self._days.exists():
            for line in self._days.read_bytes().splitlines():
                with suppress(ValidationError):
                    result = DayResult.model_validate_json(line)
                    found[result.key] = result
        return found

    def add(self, result: DayResult) -> None:
        """Keep one more."""
        try:
            with self._days.open("a", encoding="utf-8") as file:
                file.write(result.model_dump_json() + "\n")
        except OSError as error:
            raise _unwritable(self._days, error) from error

    def _mend(self) -> None:
        """End a line that was cut short, so that the next one begins on its own."""
        kept = self._days.read_bytes() if self._days.exists() else b""
        if kept and not kept.endswith(b"\n"):
            with self._days.open("a", encoding="utf-8") as file:
                file.write("\n")


def _require_same(about: Path, season: Season) -> None:
    try:
        known: Season | None = Season.model_validate_json(about.read_bytes())
    except ValidationError:
        known = None
    more = {"days": season.days, "seeds": season.seeds, "loads": season.loads}
    if known is None or known.model_copy(update=more) != season:
        flaw = Flaw(
            "--out",
            str(about.parent),
            "has the results of another season; choose another directory",
        )
        raise InvalidInputError([flaw], subject="simulate")


def _unwritable(place: Path, error: OSError) -> InvalidInputError:
    flaw = Flaw("--out", str(place), (error.strerror or str(error)).lower())
    return InvalidInputError([flaw], subject="cannot write results")
