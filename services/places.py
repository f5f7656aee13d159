"""Where tables stand on a floor plan of 1000 by 1000 units: read, fitted, or made up."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import Any, Literal, TypeGuard, get_args

Shape = Literal["round", "square", "rectangle", "bar"]
Source = Literal["own", "product", "automatic"]

SIDE = 1000.0
"""Units of the plan, both ways."""

MARGIN = 60.0
"""Kept free around what is fitted or made up."""

LEAST_CELLS = 12
"""Of the grid of places that are made up between others, both ways: 80 units apart."""


@dataclass(frozen=True)
class Place:
    """Where a table stands: its middle, and what it looks like."""

    x: float
    y: float
    shape: Shape
    width: float | None = None
    height: float | None = None
    rotation: float = 0.0
    """Degrees, clockwise."""
    source: Source = "automatic"


@dataclass(frozen=True)
class Standing:
    """A table that wants a place."""

    id: str
    zone: str
    seats: int
    category: str
    position: Any
    """Whatever the product keeps of it."""

    @property
    def shape(self) -> Shape:
        """What it probably looks like."""
        if self.category == "bar":
            return "bar"
        return "round" if self.seats <= 2 else "square" if self.seats <= 4 else "rectangle"


def places_of(tables: Sequence[Standing], own: Mapping[str, Any]) -> dict[str, Place]:
    """Return a place for every table: its own, else the product's, else one that is made up.

    ``own`` are stored places by table id.
    """
    found = _fitted({table.id: place for table in tables if (place := _read(table))})
    for table in tables:
        drawn = _drawn(own.get(table.id))
        if drawn is not None:
            found[table.id] = drawn
    _make_up([table for table in tables if table.id not in found], tables, found)
    return found


def _drawn(stored: Any) -> Place | None:
    """Return a place that was drawn here; what an older or newer version drew may be none."""
    try:
        place = Place(**stored, source="own")
    except TypeError:
        return None
    return place if _is_shape(place.shape) else None


def _read(table: Standing) -> Place | None:
    """Return what the product's position says, in its own units; None when it says nothing."""
    said = table.position if isinstance(table.position, dict) else {}
    x, y = (_number(said.get(name)) for name in ("x", "y"))
    if x is None or y is None:
        return None
    shape = said.get("shape")
    sizes = [_number(said.get(name)) for name in ("width", "height")]
    width, height = (size if size and size > 0 else None for size in sizes)
    turned = _number(said.get("rotation")) or 0.0
    return Place(
        x,
        y,
        shape if _is_shape(shape) else table.shape,
        width,
        height,
        turned % 360,
        "product",
    )


def _is_shape(value: Any) -> TypeGuard[Shape]:
    return isinstance(value, str) and value in get_args(Shape)


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) < 1e9 else None  # false for nan, too


def _fitted(found: dict[str, Place]) -> dict[str, Place]:
    """Scale places of whatever unit into the plan, all alike; what coincides says nothing."""
    if not found:
        return {}
    xs, ys = [p.x for p in found.values()], [p.y for p in found.values()]
    reach = max(max(xs) - min(xs), max(ys) - min(ys))
    if reach <= 0:
        return {}
    scale = (SIDE - 2 * MARGIN) / reach

    def sized(size: float | None) -> float | None:
        return None if size is None else round(min(max(size * scale, 1.0), SIDE), 1)

    return {
        key: replace(
            place,
            x=round(MARGIN + (place.x - min(xs)) * scale, 1),
            y=round(MARGIN + (place.y - min(ys)) * scale, 1),
            width=sized(place.width),
            height=sized(place.height),
        )
        for key, place in found.items()
    }


def _make_up(
    missing: Sequence[Standing], tables: Sequence[Standing], found: dict[str, Place]
) -> None:
    """Give each table that has none a free place near its zone's others, zone by zone."""
    cells = _cells(missing, alone=not found)
    step = (SIDE - 2 * MARGIN) / (cells - 1)
    grid = [(MARGIN + c * step, MARGIN + r * step) for r in range(cells) for c in range(cells)]
    free = [at for at in grid if all(_apart(at, place, step) for place in found.values())]
    zones = list(dict.fromkeys(table.zone for table in tables))
    zone_of = {table.id: table.zone for table in tables}
    for zone in zones:
        wanting = [table for table in missing if table.zone == zone]
        placed = [place for key, place in found.items() if zone_of[key] == zone]
        anchor = _middle(placed)
        near = sorted(free, key=lambda at: math.dist(at, anchor)) if anchor else free
        for table, at in zip(wanting, near or grid, strict=False):
            found[table.id] = Place(round(at[0], 1), round(at[1], 1), table.shape)
        taken = set(near[: len(wanting)])
        free = [at for at in free if at not in taken]
        if wanting and not anchor:
            free = _next_row(free, taken)
    for table in missing:  # more tables than free places: some stand on others
        found.setdefault(table.id, Place(SIDE / 2, SIDE / 2, table.shape))


def _cells(missing: Sequence[Standing], *, alone: bool) -> int:
    """Return how fine the grid is: as coarse as zones in rows allow, finer between others."""
    if not alone:
        return max(LEAST_CELLS, math.ceil(math.sqrt(2 * len(missing))))
    sizes = Counter(table.zone for table in missing).values()
    return next(n for n in count(2) if sum(-(-size // n) for size in sizes) <= n)


def _apart(at: tuple[float, float], place: Place, step: float) -> bool:
    return max(abs(at[0] - place.x), abs(at[1] - place.y)) >= step * 0.9


def _middle(places: Sequence[Place]) -> tuple[float, float] | None:
    if not places:
        return None
    return (sum(p.x for p in places) / len(places), sum(p.y for p in places) / len(places))


def _next_row(
    free: list[tuple[float, float]], taken: Iterable[tuple[float, float]]
) -> list[tuple[float, float]]:
    """Begin the next zone in a row of its own, as long as there are rows."""
    last = max(y for _, y in taken)
    below = [at for at in free if at[1] > last]
    return [*below, *(at for at in free if at[1] <= last)]
