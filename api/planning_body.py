"""How a date is to be planned: what every request for a plan may say."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from api.body import Body
from api.types import WHOLE, Flag, Key
from models.problem import Mode


class PlanningBody(Body):
    """How to plan."""

    mode: Mode | None = Field(
        None,
        description="fill (the default): seat bookings without tables. improve: may also move up "
        "to maxMoves bookings. rebuild: may move every booking that is not locked or seated.",
    )
    maxMoves: Annotated[int, Field(strict=True, ge=0, le=5000), WHOLE] | None = Field(
        None, description="Most bookings that may change tables; only with mode improve."
    )
    dryRun: Flag | None = Field(None, description="Plan and answer, but write nothing.")
    idempotencyKey: Key | None = Field(
        None,
        description="Repeating a request with its key gives the first answer again, for a day at "
        "least. The header Idempotency-Key does the same.",
    )

    @model_validator(mode="after")
    def _moves_need_improve(self) -> Self:
        if self.maxMoves is not None and self.mode is not Mode.IMPROVE:
            raise ValueError(f"maxMoves needs mode 'improve'; the mode is '{self.mode or 'fill'}'")
        return self
