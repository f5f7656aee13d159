"""Events of tonight as they are typed: B0042+15, T4@19:30-21:00, 4@19:45."""

import re
from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter, ValidationError

from models.errors import Flaw, InvalidInputError, flaws_of
from models.live import LiveEvent

CLOCK = r"\d{2}:\d{2}"
EVENT: TypeAdapter[LiveEvent] = TypeAdapter(LiveEvent)

DELAY = re.compile(r"(?P<booking>.+)\+(?P<minutes>\d+)")
TABLE = re.compile(rf"(?P<table>.+?)(@(?P<start>{CLOCK})?(?P<dash>-)?(?P<end>{CLOCK})?)?")
WALK_IN = re.compile(rf"(?P<party>\d+)(@(?P<start>{CLOCK}))?(\+(?P<minutes>\d+))?")


def events_of(
    *,
    late: Sequence[str],
    overrun: Sequence[str],
    no_show: Sequence[str],
    cancel: Sequence[str],
    broken: Sequence[str],
    walk_in: Sequence[str],
) -> list[LiveEvent]:
    """Return what the options say.

    Raises:
        InvalidInputError: one of them is not written as it has to be.
    """
    delay = "must be a booking and minutes, such as B0042+15"
    table = "must be a table, such as T4, T4@19:30-, T4@-21:00 or T4@19:30-21:00"
    guests = "must be a party, such as 4, 4@19:45 or 4@19:45+60 (60 minutes)"
    return [
        *(_read("--late", "late", text, DELAY, delay) for text in late),
        *(_read("--overrun", "overrun", text, DELAY, delay) for text in overrun),
        *(_event("--no-show", "no_show", text, {"booking": text}) for text in no_show),
        *(_event("--cancel", "cancel", text, {"booking": text}) for text in cancel),
        *(_read("--broken", "broken", text, TABLE, table) for text in broken),
        *(_read("--walk-in", "walk_in", text, WALK_IN, guests) for text in walk_in),
    ]


def _read(option: str, kind: str, text: str, form: re.Pattern[str], message: str) -> LiveEvent:
    found = form.fullmatch(text.strip())
    if found is None:
        raise InvalidInputError([Flaw(option, repr(text), message)], subject="replan")
    fields = {name: value for name, value in found.groupdict().items() if value is not None}
    span = fields.pop("dash", "") == "-"
    if span != bool({"start", "end"} & fields.keys()) and kind == "broken":
        raise InvalidInputError([Flaw(option, repr(text), message)], subject="replan")
    numbers: dict[str, Any] = {
        name: int(value) for name, value in fields.items() if name in ("minutes", "party")
    }
    return _event(option, kind, text, {**fields, **numbers})


def _event(option: str, kind: str, text: str, fields: dict[str, Any]) -> LiveEvent:
    try:
        return EVENT.validate_python({"kind": kind, **fields})
    except ValidationError as error:
        flaws = [Flaw(option, repr(text), flaw.message) for flaw in flaws_of(error)]
        raise InvalidInputError(flaws, subject="replan") from error
