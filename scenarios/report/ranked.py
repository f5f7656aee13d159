"""Tables that others add to a report: advice by rank, further figures."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from models.base import Value

MAX_ROWS = 1000

Cell = str | float | None
"""Text, a number, or nothing (shown as a dash)."""


class RankedTable(Value):
    """A table as plain data; rows stand in the order of their rank."""

    title: Annotated[str, Field(min_length=1, max_length=200)]
    note: Annotated[str, Field(max_length=2000)] = ""
    """What the reader has to know about it."""
    heads: Annotated[tuple[str, ...], Field(min_length=1, max_length=20)]
    """One per column; the first column says what the row is about."""
    rows: Annotated[tuple[tuple[Cell, ...], ...], Field(max_length=MAX_ROWS)] = ()

    @model_validator(mode="after")
    def _rows_fit(self) -> Self:
        for number, row in enumerate(self.rows):
            if len(row) != len(self.heads):
                raise ValueError(
                    f"row {number} has {len(row)} cells for {len(self.heads)} columns: {row[:3]}"
                )
        return self
