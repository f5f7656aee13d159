"""Every edit that a scenario may have: those of a day problem, and demand that is drawn."""

from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import Field

from models.base import Id
from models.booking import Booking, Party
from models.edit_bookings import (
    AddBooking,
    CancelBooking,
    Lock,
    MoveBooking,
    ResizeBooking,
    ScaleDemand,
    Seed,
    free_id,
)
from models.edit_house import (
    ForbidMerge,
    ForgetMerge,
    SetHoldBacks,
    SetMode,
    SetPacing,
    SetRules,
    SetWeights,
)
from models.edit_room import (
    AddNeighbours,
    Close,
    MoveTable,
    Open,
    RemoveNeighbours,
    RemoveTable,
    ResizeTable,
    SetNeighbours,
)
from models.edit_stays import Buffers, OpeningHours, SetPolicy, TurnTimes
from models.edits import (
    AddTable,
    AllowMerge,
    BaseEdit,
    LiftLimits,
    OpenTable,
    Release,
    Reschedule,
    Seat,
    Unlock,
    changed,
    refused,
)
from models.policy import PRODUCT_POLICY, ServicePolicy
from models.problem import MAX_BOOKINGS, DayProblem
from scenarios.demand import DemandMix, sample_demand


class SampleDemand(BaseEdit):
    """Bookings that are drawn: sizes and times of a busy date, from nobody in particular.

    Drawn with a seed, so that the same problem gives the same bookings.
    """

    kind: Literal["sample_demand"] = "sample_demand"
    bookings: Annotated[int, Field(strict=True, ge=1, le=MAX_BOOKINGS)]
    """How many are added."""
    policy: ServicePolicy | None = None
    """Services and turn times that they are drawn for; the day's own when left out, or the
    product's where it has none."""
    largest_party: Party = 12
    mix: DemandMix = DemandMix()
    prefix: Id = "sample"
    """What the ids of the bookings begin with."""
    seed: Seed | None = None
    """The run's own seed when left out."""

    def apply(self, problem: DayProblem) -> DayProblem:
        """Add the bookings."""
        if len(problem.bookings) + self.bookings > MAX_BOOKINGS:
            message = f"more than {MAX_BOOKINGS} bookings"
            raise refused(self.kind, "bookings", self.bookings, message)
        if not problem.venue.seats:
            raise refused(self.kind, "bookings", self.bookings, "no table is in service")
        drawn = sample_demand(
            problem.venue.seats,
            self.policy or problem.policy or PRODUCT_POLICY,
            problem.date,
            ZoneInfo(problem.venue.time_zone),
            bookings=self.bookings,
            seed=self.seed or 0,
            largest_party=self.largest_party,
            mix=self.mix,
        )
        taken = {booking.id for booking in problem.bookings}
        added = [
            Booking(
                id=free_id(f"{self.prefix}{item.number}", taken),
                party=item.party,
                window=item.block,
                priority=item.priority,
                service=item.service,
            )
            for item in drawn
        ]
        return changed(problem, self.kind, bookings=(*problem.bookings, *added))


ScenarioEdit = Annotated[
    AddTable
    | RemoveTable
    | ResizeTable
    | MoveTable
    | LiftLimits
    | OpenTable
    | Open
    | Close
    | AddNeighbours
    | RemoveNeighbours
    | SetNeighbours
    | SetRules
    | AllowMerge
    | ForbidMerge
    | ForgetMerge
    | TurnTimes
    | Buffers
    | OpeningHours
    | SetPolicy
    | SetWeights
    | SetPacing
    | SetHoldBacks
    | SetMode
    | AddBooking
    | CancelBooking
    | ResizeBooking
    | MoveBooking
    | Reschedule
    | Seat
    | Lock
    | Unlock
    | Release
    | ScaleDemand
    | SampleDemand,
    Field(discriminator="kind"),
]
"""One edit of a scenario."""


def seeded(edit: ScenarioEdit, seed: int) -> ScenarioEdit:
    """Return an edit that draws with this seed, unless it has one of its own."""
    if isinstance(edit, ScaleDemand | SampleDemand) and edit.seed is None:
        return edit.replace(seed=seed)
    return edit


def written(edit: ScenarioEdit) -> dict[str, Any]:
    """Return an edit as a scenario file has it: without what may be left out."""
    return {"kind": edit.kind, **edit.model_dump(mode="json", exclude_defaults=True)}


def draws(edit: ScenarioEdit) -> bool:
    """Tell whether an edit is another one for every seed."""
    return isinstance(edit, ScaleDemand | SampleDemand) and edit.seed is None
