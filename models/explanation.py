"""Why a booking was turned away, what seating it would cost, and what would make it possible."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from models.base import Count, Id, Value
from models.booking import Occupied, Party
from models.edits import Edit
from models.plan import Statistics, UnseatedReason
from models.quote import Move
from models.window import Window

Tables = Annotated[tuple[Id, ...], Field(min_length=1)]


class Rule(StrEnum):
    """What a restaurant can switch off; the rules of merging count for the booking that asks."""

    LOCK = "lock"
    """An operator's decision that it stays without tables."""
    MERGES_OFF = "merges_off"
    MAX_TABLES = "max_tables"
    ADJACENCY = "adjacency"
    ZONE = "zone"
    MOVABLE = "movable"
    PARTY_LIMITS = "party_limits"
    """The smallest and largest party of single tables."""
    MERGE_OVERAGE = "merge_overage"
    NAMED_SET = "named_set"
    """A set of tables that may not be merged."""
    MAX_MOVES = "max_moves"
    """Most bookings whose tables may change (mode improve)."""
    PACE = "pace"
    """Most guests who may arrive in one slot."""
    HOLD_BACK = "hold_back"
    """Tables kept free for walk-ins."""


class BookingElement(Value):
    """A booking that has to be seated too."""

    kind: Literal["booking"] = "booking"
    booking: Id
    party: Party
    window: Window
    tables: Tables
    """What the plan gives it."""
    stays: bool
    """It may not change tables; others may sit anywhere that their rules allow."""
    text: str


class OccupiedElement(Value):
    """A hold, or something else that takes a table."""

    kind: Literal["occupied"] = "occupied"
    occupied: Occupied
    text: str


class ClosedElement(Value):
    """A table that is out of service."""

    kind: Literal["closed"] = "closed"
    table: Id
    text: str


class RuleElement(Value):
    """A rule of the house."""

    kind: Literal["rule"] = "rule"
    rule: Rule
    number: Count | None = None
    """Which of the rules' named sets, of the paces or of the hold-backs, in the problem's order."""
    text: str


Element = Annotated[
    BookingElement | OccupiedElement | ClosedElement | RuleElement, Field(discriminator="kind")
]


class ConflictSet(Value):
    """What cannot be had together with the booking: all of it is needed for that.

    With exactly these elements, and nothing else that could be taken away, the booking cannot be
    seated; without any one of them it can.
    """

    elements: tuple[Element, ...]
    """None: the room itself has no seats for such a party, whatever is taken away."""
    certified: bool
    """Each element was really taken away, and the booking really seated, as the checker agreed.
    False: time ran out before that, and some of it may not be needed."""
    message: str


class Guests(Value):
    """A booking that a trade seats or turns away."""

    booking: Id
    party: Party
    window: Window


class TableMove(Move):
    """A booking that would sit elsewhere than in the plan."""


class Trade(Value):
    """The best plan found in which the booking has tables, beside the plan without."""

    tables: Tables
    """What the booking would get."""
    turned_away: tuple[Guests, ...] = ()
    seated: tuple[Guests, ...] = ()
    """Others who would get tables as well."""
    moved: tuple[TableMove, ...] = ()
    """Who would sit elsewhere than in the plan."""
    guests: int
    """Guests seated more, the booking's own among them; fewer when below zero."""
    points: float
    """What the plan would be worth more; less when below zero."""
    terms: dict[str, float]
    """The points by term, where they differ."""
    better: bool
    """By the objective that plan is the better one: the plan explained is not the best."""
    proven: bool
    """No plan that seats the booking is worth more guests; False: another may cost less."""
    message: str


class RepairKind(StrEnum):
    """What is done to seat the booking."""

    OTHER_TIME = "other_time"
    SHORTER_STAY = "shorter_stay"
    MOVES = "moves"
    UNLOCK = "unlock"
    RELEASE = "release"
    MERGE = "merge"
    """A merge that the rules forbid."""
    LIMITS = "limits"
    """A table whose smallest or largest party says no."""
    OPEN_TABLE = "open_table"
    NEW_TABLE = "new_table"


class Repair(Value):
    """One way to seat the booking while everyone else keeps a table; nothing of it is done.

    Applied to the problem, ``edits`` make the plan with ``tables`` for the booking and ``moves``
    for others legal: that was checked.
    """

    kind: RepairKind
    edits: Annotated[tuple[Edit, ...], Field(min_length=1)]
    tables: Tables
    moves: tuple[TableMove, ...] = ()
    minutes: int | None = None
    """Later (earlier when below zero), or shorter."""
    rules: tuple[str, ...] = ()
    """The rules that a merge breaks, in words."""
    seats: Count | None = None
    """Of the table to add."""
    burden: float
    """What repairs are ranked by: see docs/concepts/explanations.md."""
    message: str


class Parts(Value):
    """Which parts were finished within the budget; None for those that were not needed."""

    conflict: bool | None = None
    trade: bool | None = None
    repairs: dict[RepairKind, bool] = Field(default_factory=dict)
    """By kind: whether everything of that kind was looked at."""


class Explanation(Value):
    """Why one booking has no table, and what would change that."""

    booking: Id
    party: Party
    window: Window
    reason: UnseatedReason
    message: str
    conflict: ConflictSet | None = None
    trade: Trade | None = None
    repairs: tuple[Repair, ...] = ()
    """The cheapest first."""
    finished: Parts = Parts()
    seconds: Annotated[float, Field(ge=0)] = 0


class OtherTables(Value):
    """The best other tables that a booking could have while everyone else stays."""

    tables: Tables
    points: float
    """What the plan is worth with it; costs below zero."""
    cost: float
    """Points less than with the tables it has; below zero when it would be worth more."""
    terms: dict[str, float]


class SeatingBreakdown(Value):
    """What one seating is worth, term by term (points, costs below zero)."""

    booking: Id
    party: Party
    tables: Tables
    points: float
    terms: dict[str, float]
    alternative: OtherTables | None = None
    """None: there is none, or it was not looked for."""


class PlanBreakdown(Value):
    """What a plan is worth: every seating, and the terms that several share."""

    seatings: tuple[SeatingBreakdown, ...]
    shared: dict[str, float]
    """Terms of the day as a whole: pacing, hold_back, section_balance."""
    total: float
    """All of it; the objective of the plan."""


class Difference(StrEnum):
    """What became of a booking between two plans."""

    SEATED = "seated"
    TURNED_AWAY = "turned_away"
    MOVED = "moved"


class Changed(Value):
    """A booking that two plans treat differently."""

    booking: Id
    party: Party
    window: Window
    change: Difference
    from_tables: tuple[Id, ...] = ()
    to_tables: tuple[Id, ...] = ()
    why: str


class PlanDiff(Value):
    """How the second of two plans differs from the first."""

    changes: tuple[Changed, ...]
    """By start."""
    before: Statistics
    after: Statistics
    points: float
    """What the second plan is worth more."""
    terms: dict[str, float]
    """The points by term, where they differ."""
    message: str
