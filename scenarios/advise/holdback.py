"""How many tables to keep for guests who walk in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import mean
from typing import Literal

from models.base import Value
from models.dayfile import DayHoldBack
from models.edit_house import SetHoldBacks, SetWeights
from models.house import TableClass
from models.moment import Moment
from models.problem import DayProblem
from models.window import Window
from scenarios.advise.advice import Advice, Gain, Option, best_of, ranked
from scenarios.advise.holdback_case import HoldbackCase, Night, span_of
from scenarios.advise.solving import Solving
from scenarios.advise.walk_ins import WalkIns
from scenarios.advise.words import brings, gained, per_day
from scenarios.compare import Verdict
from scenarios.scenario import Scenario

FIRMLY = 100_000.0
"""Points for a table short of those kept: no party is worth so much, so they are really kept."""

By = Literal["room", "zone", "size"]


class CurvePoint(Value):
    """What so many tables kept are expected to bring; means over days and draws."""

    tables: str
    """Which class of tables."""
    keep: int
    booked: float
    """Booked guests seated a day."""
    turned_away: float
    """Booked guests without a table who would have one if none were kept."""
    walk_ins: float
    """Guests seated who walked in."""
    walk_ins_lost: float
    """Guests who walked in and found nothing."""
    total: float
    low: float | None
    high: float | None
    """Where the difference of the total from keeping none lies, with 95 % confidence."""


class HoldbackAdvice(Advice):
    """How many tables to keep, and what each number is expected to bring."""

    walk_ins: str
    """The demand that was assumed."""
    curve: tuple[CurvePoint, ...] = ()


@dataclass(frozen=True)
class HoldbackAsked:
    """Which tables may be kept, when, and for whom."""

    walk_ins: WalkIns
    by: By = "room"
    """Count tables of the whole room, of each zone, or of each size."""
    most: int = 4
    """Most tables that are kept."""
    start: Moment | None = None
    """When tables are kept from, and guests walk in; from the first booking when left out."""
    end: Moment | None = None
    """Until when; the last arrival of a booking when left out."""
    seeds: Sequence[int] = tuple(range(1, 21))


def advise_holdback(
    days: Sequence[DayProblem], solving: Solving, asked: HoldbackAsked
) -> HoldbackAdvice:
    """Plan each day with 0, 1, 2, ... tables kept, and let the same guests walk into each plan.

    Raises:
        InvalidInputError: a day has no such times, or nobody booked.
    """
    days = [day.replace(hold_backs=()) for day in days]
    spans = {day.id: span_of(day, asked.start, asked.end) for day in days}
    bases = solving.bases(days)
    classes = _classes(days[0], asked.by)
    left_out: list[str] = []
    cases: list[HoldbackCase] = []
    if len(bases) < len(days):
        left_out.append("everything: no time was left")
    else:
        nights = [Night.of(bases[day.id], spans[day.id], asked) for day in days]
        for name, tables, size in classes:
            for keep in range(1, min(asked.most, size) + 1):
                case = _case(name, tables, keep, nights, solving, asked)
                if case is None:
                    left_out.append(f"{keep} of {name}: no time was left")
                else:
                    cases.append(case)
    return _answer(days, asked, cases, left_out)


def _classes(day: DayProblem, by: By) -> Iterator[tuple[str, TableClass, int]]:
    """Yield classes of tables with what they are called and how many there are."""
    tables = [item for item in day.venue.tables if item.active]
    if by == "room":
        yield "the room", TableClass(), len(tables)
    elif by == "zone":
        for zone in day.venue.zones:
            size = sum(item.zone == zone.id for item in tables)
            yield zone.label, TableClass(zone=zone.id), size
    else:
        for seats in sorted({item.capacity for item in tables}):
            size = sum(item.capacity == seats for item in tables)
            same = TableClass(min_capacity=seats, max_capacity=seats)
            yield f"the tables for {seats}", same, size


def _case(
    name: str,
    tables: TableClass,
    keep: int,
    nights: Sequence[Night],
    solving: Solving,
    asked: HoldbackAsked,
) -> HoldbackCase | None:
    """Return what keeping so many tables brings; None when there was no time."""
    scenario = {
        night.day.id: Scenario(
            name=f"keep {keep} of {name}"[:64],
            edits=(
                SetHoldBacks(hold_backs=(_held(tables, keep, night.span),)),
                SetWeights(points={"hold_back": FIRMLY}),
            ),
        )
        for night in nights
    }
    found = solving.solve([(night.day, scenario[night.day.id]) for night in nights])
    if len(found) < len(nights):
        return None
    after = [
        Night.of(found[scenario[night.day.id].name, night.day.id], night.span, asked)
        for night in nights
    ]
    return HoldbackCase(name, keep, tables, tuple(nights), tuple(after))


def _held(tables: TableClass, keep: int, span: Window) -> DayHoldBack:
    return DayHoldBack(keep=keep, tables=tables, start=span.start, end=span.end)


def _answer(
    days: Sequence[DayProblem],
    asked: HoldbackAsked,
    cases: Sequence[HoldbackCase],
    left_out: list[str],
) -> HoldbackAdvice:
    unit = per_day(days)
    ranking = ranked([_option(item, unit) for item in cases])
    nights = cases[0].before if cases else ()
    return HoldbackAdvice(
        kind="holdback",
        title="How many tables to keep for guests who walk in",
        recommendation=_recommendation(ranking, left_out),
        days=len(days) * len(asked.seeds),
        ranking=ranking,
        not_looked_at=tuple(left_out),
        notes=(
            f"Assumed: {asked.walk_ins.words}, while tables are kept. Who walks in takes the "
            "smallest single table that is free for the whole stay; nobody waits.",
        ),
        walk_ins=asked.walk_ins.words,
        curve=tuple(_curve(cases, nights)),
    )


def _option(case: HoldbackCase, unit: str) -> Option:
    guests, points = (
        Gain(mean=item.mean, low=item.low, high=item.high) for item in (case.guests, case.points)
    )
    tables = "1 table" if case.keep == 1 else f"{case.keep} tables"
    name = f"Keep {tables} of {case.name}"
    booked = mean(night.booked for night in case.after) - mean(n.booked for n in case.before)
    walked = guests.mean - booked
    detail = f"{gained(walked, 'guest')} from the door, {gained(booked, 'booked guest')}"
    return Option(
        rank=1,
        name=name,
        group=case.name,
        words=f"{name}: {brings(guests, points, unit)}; {detail}.",
        gain_covers=guests,
        gain_points=points,
        verdict=case.verdict,
    )


def _curve(cases: Sequence[HoldbackCase], nights: Sequence[Night]) -> Iterator[CurvePoint]:
    """Yield the points of each class, from none kept up."""
    none = mean(night.booked for night in nights) if nights else 0.0
    for number, case in enumerate(cases):
        if not number or cases[number - 1].name != case.name:
            yield _point(case.name, 0, none, nights, None, None)
        guests = case.guests
        yield _point(case.name, case.keep, none, case.after, guests.low, guests.high)


def _point(
    name: str,
    keep: int,
    none: float,
    nights: Sequence[Night],
    low: float | None,
    high: float | None,
) -> CurvePoint:
    booked = mean(night.booked for night in nights)
    return CurvePoint(
        tables=name,
        keep=keep,
        booked=booked,
        turned_away=none - booked,
        walk_ins=mean(item for night in nights for item in night.walk_ins),
        walk_ins_lost=mean(item for night in nights for item in night.lost),
        total=mean(item for night in nights for item in night.totals),
        low=low,
        high=high,
    )


def _recommendation(ranking: tuple[Option, ...], left_out: list[str]) -> str:
    if not ranking and left_out:
        return "Nothing could be compared: raise the budget."
    best = best_of(ranking)
    if best is not None:
        return best.words
    unclear = [item for item in ranking if item.verdict is Verdict.UNDECIDED]
    if unclear and unclear[0].gain_covers.mean > 0:
        return (
            "Keep no table for guests who walk in, as far as is decided. The best that was found "
            f"is UNDECIDED: {unclear[0].words} More days or seeds may decide it."
        )
    return "Keep no table for guests who walk in: keeping any seats no more guests."
