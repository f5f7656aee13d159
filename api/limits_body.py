"""What every request for a quote may say: limits, what to hold of it, how long it may take."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.body import Body, Seconds, Tables
from api.types import WHOLE, Flag, Uuid
from models.quote import MOST_MOVES, QuoteOptions


class LimitsBody(Body):
    """What the tables are limited to."""

    zoneId: Uuid | None = None
    """Only tables of this zone."""
    maxTables: Annotated[int, Field(strict=True, ge=1, le=5), WHOLE] | None = None
    """Most tables of one merge, in place of what the house says."""
    requireAdjacency: Flag | None = None
    """Whether merged tables must be neighbours; null: as the house says."""
    avoidTables: Annotated[list[Uuid], Field(max_length=1000)] | None = None
    """Tables that must not be given."""
    tableIds: Tables | None = Field(
        None,
        description="Hold exactly these tables, such as an earlier answer offered; null: the best.",
    )
    holdTtlSeconds: Seconds | None = None
    """How long the hold lasts; 180 when it is not said."""
    budgetMs: Annotated[int, Field(strict=True, ge=1, le=10_000), WHOLE] | None = Field(
        None, description="What the quote may take; 250 when it is not said."
    )
    maxMoves: Annotated[int, Field(strict=True, ge=0, le=MOST_MOVES), WHOLE] | None = Field(
        None, description="Most bookings that may be proposed to move when nothing is free."
    )

    @property
    def options(self) -> QuoteOptions:
        """Return the limits and how far the quote goes."""
        return QuoteOptions(
            zone=None if self.zoneId is None else str(self.zoneId),
            max_tables=self.maxTables,
            require_adjacency=self.requireAdjacency,
            avoid=tuple(map(str, self.avoidTables or ())),
            moves=2 if self.maxMoves is None else self.maxMoves,
            budget_seconds=(self.budgetMs or 250) / 1000,
        )

    @property
    def chosen(self) -> frozenset[UUID] | None:
        """The tables that are named, if any."""
        return None if self.tableIds is None else frozenset(self.tableIds)
