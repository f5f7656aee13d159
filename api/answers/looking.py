"""The shapes of the answers to those who only look: restaurants, and one date."""

import datetime as dt
from typing import Any, Literal
from uuid import UUID

from api.answers.shape import (
    BOOKING,
    END,
    OTHER_TABLE,
    RESTAURANT,
    START,
    TABLE,
    USER,
    ZONE,
    Json,
    Shape,
    Span,
    example,
)
from models.booking import BookingStatus
from models.plan import PlanStatus, UnseatedReason
from models.run import RunState
from services.access import Right, Role


class RestaurantView(Shape):
    """An active restaurant."""

    id: UUID
    name: str
    slug: str
    timeZone: str
    """An IANA name."""
    today: dt.date | None
    """Its present date on its own clock; null when its time zone is unknown."""


VERSION = "b1946ac92492d2347c6235b4"

PLACE: Json = {
    "id": RESTAURANT,
    "name": "The Anchor",
    "slug": "the-anchor",
    "timeZone": "Europe/London",
    "today": "2026-11-28",
}


class MyRestaurant(RestaurantView):
    """An active restaurant that the caller has a role in."""

    role: Role


class RestaurantList(Shape):
    """The active restaurants that the caller has a role in, by name."""

    model_config = example({"restaurants": [{**PLACE, "role": "manager"}]})

    restaurants: list[MyRestaurant]


class MyRights(Shape):
    """What the caller is in a restaurant, and may do there beside looking."""

    id: UUID
    name: str
    slug: str
    role: Role
    may: list[Right]
    """plan: dates and single tables; lock: bookings; override: failed checks; layout: draw it."""


class Me(Shape):
    """Who asks, as this service knows them."""

    model_config = example(
        {
            "kind": "user",
            "id": USER,
            "name": "Ada Host",
            "expiresAt": "2026-11-28T20:00:00+00:00",
            "restaurants": [
                {
                    "id": RESTAURANT,
                    "name": "The Anchor",
                    "slug": "the-anchor",
                    "role": "host",
                    "may": ["plan", "lock"],
                }
            ],
        }
    )

    kind: Literal["user", "machine", "dev"]
    """dev: nobody has to sign in here, and everybody is an owner of every restaurant."""
    id: UUID | None
    """The user's; null for machines and dev."""
    name: str | None
    """A machine's name; what a user's token calls its owner; null when it does not say."""
    expiresAt: dt.datetime | None
    """When the token runs out; null: not by itself."""
    restaurants: list[MyRights]
    """Active ones that the caller has a role in, by name."""


class StayView(Shape):
    """How long parties of a size stay."""

    upTo: int
    """The largest of them; parties above the last size stay as long as that."""
    minutes: int
    """Without buffers."""


class ServiceView(Span):
    """A service of the date, and how long its guests stay; its end may be after midnight."""

    key: str
    label: str
    """What to call it."""
    stays: list[StayView]
    """The smallest parties first."""
    bufferBefore: int
    """Minutes that a table is kept before the guests come."""
    bufferAfter: int
    """Minutes that it is kept after they have left."""


class ZoneView(Shape):
    """A zone of the restaurant."""

    id: str
    """A uuid, or `none`, where tables without a zone are."""
    name: str
    sortOrder: int
    """From 1, as the restaurant orders them."""


class TableView(Shape):
    """A table as planning sees it."""

    id: UUID
    name: str
    zoneId: str
    capacity: int
    minParty: int
    maxParty: int | None
    """Null: as many as it seats."""
    movable: bool
    """Whether it can be merged."""
    active: bool
    """Whether planning may use it."""
    position: Any
    """Whatever the product's floor plan keeps."""


class BookingView(Shape):
    """A booking that wants a table."""

    id: UUID
    party: int
    startAt: dt.datetime
    """From when its tables are kept."""
    endAt: dt.datetime
    """Until when: dining time and buffer."""
    arrivesAt: dt.datetime
    status: BookingStatus
    service: str | None
    """lunch, dinner or drinks; null when it lies in none."""
    priority: int
    """0 is ordinary; each level makes seating it worth more."""
    locked: bool
    """It keeps the tables it has, or stays without, until somebody unlocks it."""
    lockedBy: str | None
    """A user's id, or a machine's name; null when it is not locked."""
    lockReason: str | None
    """Null when none was given."""


class SeatingView(Span):
    """A booking with its tables."""

    bookingId: UUID
    tableIds: list[UUID]


class OccupancyView(Span):
    """A table that is taken by something that is not up for planning."""

    tableId: UUID
    source: Literal["allocation", "assignment", "hold", "maintenance"]
    holdId: UUID | None
    """Null for anything but a hold."""
    bookingId: UUID | None
    """Whose it is; null for maintenance, and for a hold for nobody in particular."""
    party: int | None
    """Of that booking, when it is one of the date or has tables; or of whom a hold is for."""
    arrivesAt: dt.datetime | None
    """Of a hold for a party that has no booking yet: when it comes."""
    until: dt.datetime | None
    """When a hold runs out; null for anything else."""


class UnplannableView(Shape):
    """A booking that has no window, and why."""

    bookingId: UUID
    party: int
    message: str


class UnseatedView(Shape):
    """A booking that the run gave no tables."""

    bookingId: UUID
    party: int
    reason: UnseatedReason
    message: str


class RunSummary(Shape):
    """The last run of the date."""

    id: UUID
    state: RunState
    status: PlanStatus
    mode: str
    gap: float | None
    bound: float | None
    objective: float
    """Points of the plan."""
    seated: int
    bookings: int
    covers: int
    """Guests seated."""
    coversRequested: int
    seconds: float
    createdAt: dt.datetime
    unseated: list[UnseatedView]
    """Each with the reason of the last run that had a choice about it."""


class DayView(Shape):
    """One date in one consistent read."""

    model_config = example(
        {
            "date": "2026-11-28",
            "version": VERSION,
            "layoutVersion": 0,
            "timeZone": "Europe/London",
            "restaurant": PLACE,
            "services": [
                {
                    "key": "dinner",
                    "label": "Dinner",
                    "startAt": "2026-11-28T17:00:00+00:00",
                    "endAt": "2026-11-28T22:00:00+00:00",
                    "stays": [{"upTo": 4, "minutes": 90}, {"upTo": 8, "minutes": 120}],
                    "bufferBefore": 0,
                    "bufferAfter": 5,
                }
            ],
            "zones": [{"id": ZONE, "name": "Main", "sortOrder": 1}],
            "tables": [
                {
                    "id": TABLE,
                    "name": "12",
                    "zoneId": ZONE,
                    "capacity": 4,
                    "minParty": 1,
                    "maxParty": None,
                    "movable": True,
                    "active": True,
                    "position": {"x": 3, "y": 1},
                }
            ],
            "adjacency": [[TABLE, OTHER_TABLE]],
            "bookings": [
                {
                    "id": BOOKING,
                    "party": 3,
                    "startAt": START,
                    "endAt": END,
                    "arrivesAt": START,
                    "status": "confirmed",
                    "service": "dinner",
                    "priority": 0,
                    "locked": False,
                    "lockedBy": None,
                    "lockReason": None,
                }
            ],
            "seatings": [
                {"bookingId": BOOKING, "tableIds": [TABLE], "startAt": START, "endAt": END}
            ],
            "occupancy": [],
            "unplannable": [],
            "notes": [],
            "run": None,
        }
    )

    date: dt.date
    version: str
    """Opaque, and the same as long as nothing that is shown here has changed."""
    layoutVersion: int
    """Of the floor plan, which is read by itself; 0 is none drawn yet."""
    timeZone: str
    restaurant: RestaurantView
    services: list[ServiceView]
    """Those of the policy that open on the date, the earliest first."""
    zones: list[ZoneView]
    tables: list[TableView]
    adjacency: list[list[UUID]]
    """Pairs of neighbours."""
    bookings: list[BookingView]
    seatings: list[SeatingView]
    occupancy: list[OccupancyView]
    unplannable: list[UnplannableView]
    notes: list[str]
    """What an operator should know about the data of the date."""
    run: RunSummary | None
    """Null when the date was never planned."""
