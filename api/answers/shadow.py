"""The shapes of the shadow report: the old allocator beside maitred, night by night."""

import datetime as dt

from api.answers.shape import BOOKING, END, RUN, START, TABLE, Shape, example
from models.plan import PlanStatus, UnseatedReason
from models.shadow import ShadowMoment
from scenarios.compare import Verdict
from scenarios.shadow.night import Effect, OldReason, ShadowCode

_OLD = {"seated": 41, "covers": 118, "refusals": 3, "refusedCovers": 11, "moves": 2}
_NEW = {"seated": 43, "covers": 126, "refusals": 1, "refusedCovers": 3, "moves": 0}
_FIGURE = {"old": 118, "maitred": 126, "difference": 8.0, "low": None, "high": None}


class ShadowWindow(Shape):
    """A half-open window: the end does not belong to it."""

    start: dt.datetime
    end: dt.datetime


class ShadowLine(Shape):
    """One booking by both hands."""

    booking: str
    party: int
    window: ShadowWindow
    old: list[str]
    """The tables that the old allocator gave it in the end; none: refused."""
    maitred: list[str]
    """The tables of maitred's plan; none: refused."""
    effect: Effect
    """Better: maitred alone would have seated it. Worse: the old allocator alone did."""
    code: ShadowCode
    oldReason: OldReason | None
    """Why it has no table from the old allocator, as the rules see it."""
    maitredReason: UnseatedReason | None
    """Why it has none from maitred."""
    broke: list[str]
    """The rules that the old allocator's tables break for it."""
    moved: bool
    """The old allocator gave it other tables after the plan was made."""
    words: str


class ShadowHand(Shape):
    """What one of the two made of a night."""

    seated: int
    covers: int
    """Guests seated."""
    refusals: int
    refusedCovers: int
    moves: int
    """Bookings that were given other tables after the plan was made. A plan that is made once
    moves nobody."""
    seats: int
    """Seats of the tables that were given."""
    waste: int
    """Of these, empty ones."""


class ShadowLeftOut(Shape):
    """Bookings that are not compared: the two hands did not decide about the same."""

    gone: int
    """Cancelled, or stayed away."""
    changed: int
    """The party or the time was changed after the plan."""
    later: int
    """Made after the plan."""
    unknown: int
    """Their guests ate, but the rows do not say where; or no window can be derived."""


class ShadowNight(Shape):
    """One date by both hands."""

    date: dt.date
    run: str
    """`GET /api/v1/runs/{id}` has the plan; `maitred replay` repeats it from its stored input."""
    moment: ShadowMoment
    """When it was planned."""
    plannedAt: dt.datetime
    ended: bool
    """The end was kept when it was fresh; otherwise it is what the rows say today."""
    bookings: int
    same: int
    better: int
    worse: int
    old: ShadowHand
    maitred: ShadowHand
    broken: int
    """Bookings that the old allocator seated against the rules."""
    leftOut: ShadowLeftOut
    seconds: float
    """What planning took."""
    gap: float | None
    status: PlanStatus
    lines: list[ShadowLine]
    """By time: as many as were asked for."""


class ShadowFigure(Shape):
    """One figure of all nights, by both hands."""

    old: int
    maitred: int
    difference: float
    """A night, maitred less the old allocator: the mean of the pairs."""
    low: float | None
    """With 95 % confidence it lies between these; null with a single night."""
    high: float | None
    verdict: Verdict


class ShadowTimes(Shape):
    """How long planning took, in seconds."""

    median: float
    p95: float
    longest: float


class ShadowMissing(Shape):
    """A date that was planned in the shadow, and cannot be compared."""

    date: dt.date
    why: str


class ShadowGate(Shape):
    """What became of an acceptance gate."""

    gate: str
    passed: bool
    value: float | None
    """In the unit of the gate; null when nothing can be said, or it is infinitely more."""
    unit: str
    words: str


class ShadowReportView(Shape):
    """What the old allocator did over some dates, beside what maitred would have done."""

    model_config = example(
        {
            "first": "2026-11-28",
            "last": "2026-11-28",
            "verdict": "UNDECIDED",
            "words": "Guests a night: +8.0 over 1 night: undecided.",
            "nights": [
                {
                    "date": "2026-11-28",
                    "run": RUN,
                    "moment": "ahead",
                    "plannedAt": "2026-11-28T16:00:00Z",
                    "ended": True,
                    "bookings": 44,
                    "same": 42,
                    "better": 2,
                    "worse": 0,
                    "old": {**_OLD, "seats": 150, "waste": 32},
                    "maitred": {**_NEW, "seats": 152, "waste": 26},
                    "broken": 0,
                    "leftOut": {"gone": 2, "changed": 0, "later": 1, "unknown": 0},
                    "seconds": 0.0412,
                    "gap": 0.0,
                    "status": "optimal",
                    "lines": [
                        {
                            "booking": BOOKING,
                            "party": 6,
                            "window": {"start": START, "end": END},
                            "old": [],
                            "maitred": [TABLE],
                            "effect": "better",
                            "code": "seated_by_maitred_alone",
                            "oldReason": "all_taken",
                            "maitredReason": None,
                            "broke": [],
                            "moved": False,
                            "words": "6 guests at 19:00: refused, every fitting table was given to "
                            "others; maitred gives them 12.",
                        }
                    ],
                }
            ],
            "bookings": 44,
            "same": 42,
            "better": 2,
            "worse": 0,
            "broken": 0,
            "figures": {"covers": {**_FIGURE, "verdict": "UNDECIDED"}},
            "seconds": {"median": 0.0412, "p95": 0.0412, "longest": 0.0412},
            "worstGap": 0.0,
            "notCompared": [],
            "notes": ["Bookings left out: 2 cancelled or stayed away, 1 made later."],
            "gates": [
                {
                    "gate": "covers>=0",
                    "passed": True,
                    "value": 8.0,
                    "unit": "",
                    "words": "+8.00 a night (118 → 126, undecided)",
                }
            ],
        }
    )

    first: dt.date
    last: dt.date
    verdict: Verdict
    """Of the guests seated: undecided when the interval has zero inside."""
    words: str
    nights: list[ShadowNight]
    bookings: int
    same: int
    better: int
    worse: int
    broken: int
    figures: dict[str, ShadowFigure]
    """covers, seated, refusals, waste and moves; empty without nights."""
    seconds: ShadowTimes | None
    worstGap: float | None
    """The largest proven gap of the plans; null without nights, or when one proved nothing."""
    notCompared: list[ShadowMissing]
    notes: list[str]
    """What a reader has to know to trust the figures, or not to."""
    gates: list[ShadowGate]
    """One for each that was asked for, in that order."""
