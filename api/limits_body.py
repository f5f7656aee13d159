"""What every request for a quote may say: limits, what to hold of it, how long it may take."""

from typing import Annotated
from uuid import UUID

from fastapi import Request
from pydantic import Field

from api.body import Body, Seconds, Tables
from api.types import WHOLE, Flag, Uuid
from models.flags import Flags
from models.quote import MOST_MOVES, QuoteOptions

USUAL_SECONDS = 180


def hold_seconds(request: Request, wanted: int | None) -> int:
    """Return how long a hold is to last that asks for so many seconds, or says nothing."""
    flags: Flags = request.app.state.database.flags
    return max(wanted or USUAL_SECONDS, flags.feature_holds_min_ttl_seconds)


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
    """How long the hold lasts; 180 when it is not said, and never less than
    FEATURE_HOLDS_MIN_TTL_SECONDS."""
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
