"""Read past bookings from a CSV or JSON file; every flaw names its line and field."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from models.dayfile import parse_value
from models.errors import Flaw, InvalidInputError, flaws_of, shorten
from models.past import PastBooking, PastFile

COLUMNS = tuple(PastBooking.model_fields)
REQUIRED = ("start", "party", "booked_at", "booked_minutes", "status")
NUMBERS = ("party", "booked_minutes", "stayed_minutes")

MOST_FLAWS = 100
"""After so many the rest of the file is not read."""

LONGEST_FIELD = 200


def parse_past(text: bytes, *, subject: str) -> tuple[PastBooking, ...]:
    """Return past bookings from a file's bytes: JSON when it begins with a brace, CSV otherwise.

    Raises:
        InvalidInputError: it is neither, has no rows, or rows are wrong.
    """
    if text.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        rows = parse_value(text, PastFile, subject=subject).bookings
    else:
        rows = _from_csv(text, subject)
    if not rows:
        raise InvalidInputError([Flaw("", "", "has no bookings")], subject=subject)
    return rows


def _from_csv(text: bytes, subject: str) -> tuple[PastBooking, ...]:
    try:
        decoded = text.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        flaw = Flaw(f"byte {error.start}", "", "the text is not UTF-8")
        raise InvalidInputError([flaw], subject=subject) from error
    flaws: list[Flaw] = []
    rows: list[PastBooking] = []
    for line, item in _lines(decoded, subject):
        if isinstance(item, Flaw):
            flaws.append(item)
        else:
            try:
                rows.append(PastBooking.model_validate(item))
            except ValidationError as error:
                flaws += [
                    Flaw(
                        f"line {line}, {flaw.place}" if flaw.place else f"line {line}",
                        flaw.value,
                        flaw.message,
                    )
                    for flaw in flaws_of(error)
                ]
        if len(flaws) >= MOST_FLAWS:
            break
    if flaws:
        raise InvalidInputError(flaws, subject=subject)
    return tuple(rows)


def _lines(text: str, subject: str) -> Iterator[tuple[int, dict[str, Any] | Flaw]]:
    """Yield every row that is not empty, with its line."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] | None = None
    try:
        for fields in reader:
            if not any(field.strip() for field in fields):
                continue
            if header is None:
                header = _header(fields, subject)
            elif len(fields) != len(header):
                count = f"{len(fields)} fields, but the header has {len(header)}"
                yield reader.line_num, Flaw(f"line {reader.line_num}", "", count)
            else:
                yield reader.line_num, _row(dict(zip(header, fields, strict=True)))
    except csv.Error as error:
        flaw = Flaw(f"line {reader.line_num}", "", f"not CSV: {error}")
        raise InvalidInputError([flaw], subject=subject) from error


def _header(fields: list[str], subject: str) -> list[str]:
    names = [field.strip() for field in fields]
    known = ", ".join(COLUMNS)
    flaws = [
        Flaw(
            "line 1",
            shorten(name),
            f"unknown column; there are {known}. Leave out the others: "
            "nothing here may say who a guest was",
        )
        for name in names
        if name not in COLUMNS
    ]
    flaws += [
        Flaw("line 1", shorten(name), "column is missing") for name in REQUIRED if name not in names
    ]
    twice = sorted({name for name in names if names.count(name) > 1})
    flaws += [Flaw("line 1", shorten(name), "column stands there twice") for name in twice]
    if flaws:
        raise InvalidInputError(flaws, subject=subject)
    return names


def _row(fields: dict[str, str]) -> dict[str, Any]:
    """Return a row as JSON would have it: numbers as numbers, empty fields left out."""
    row: dict[str, Any] = {}
    for name, field in fields.items():
        value = field.strip()[:LONGEST_FIELD]
        if value:
            digits = name in NUMBERS and value.isascii() and value.isdigit()
            row[name] = int(value) if digits else value
    return row
