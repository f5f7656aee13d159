"""Where tables stand: the product's positions are fitted, and what nobody has drawn is made up."""

import math
from collections.abc import Sequence
from typing import Any

import pytest

from services.places import MARGIN, SIDE, Standing, places_of


def standing(number: int, position: Any = None, **values: Any) -> Standing:
    """Return a table for four in the main zone."""
    return Standing(
        f"t{number}",
        **{"zone": "main", "seats": 4, "category": "dining", **values},
        position=position,
    )


def test_positions_of_any_unit_fill_the_plan_in_their_proportions() -> None:
    """Metres, pixels: the same picture; sizes grow alike."""
    metres = [(0, 0), (10, 0), (10, 5)]
    for unit in (1, 120.5):
        tables = [
            standing(n, {"x": x * unit, "y": y * unit, "width": unit, "rotation": 450})
            for n, (x, y) in enumerate(metres)
        ]
        places = places_of(tables, {})
        assert [(places[t.id].x, places[t.id].y) for t in tables] == [
            (MARGIN, MARGIN),
            (SIDE - MARGIN, MARGIN),
            (SIDE - MARGIN, 500),
        ]
        assert {(p.width, p.rotation, p.source) for p in places.values()} == {(88, 90, "product")}


@pytest.mark.parametrize(
    "position",
    [
        None,
        7,
        "3,1",
        [3, 1],
        {},
        {"x": "3", "y": 1},
        {"x": 1},
        {"x": True, "y": 2},
        {"x": 1e300, "y": 2},
    ],
)
def test_what_cannot_be_read_as_a_position_is_none(position: Any) -> None:
    """The table gets a place that is made up, in the shape that its seats suggest."""
    (place,) = places_of([standing(1, position, seats=2)], {}).values()
    assert (place.source, place.shape) == ("automatic", "round")


def test_tables_that_all_stand_on_one_point_stand_nowhere() -> None:
    """A product that fills in zeros has recorded nothing."""
    tables = [standing(n, {"x": 0, "y": 0}) for n in range(3)]
    assert {place.source for place in places_of(tables, {}).values()} == {"automatic"}


@pytest.mark.parametrize("counts", [(1,), (9, 2), (40,), (20, 15, 5), (200, 100), (3,) * 30])
def test_made_up_places_are_apart_and_within_the_plan(counts: Sequence[int]) -> None:
    """Zone by zone in rows; the same every time."""
    tables = [
        standing(1000 * zone + n, zone=f"z{zone}")
        for zone, of in enumerate(counts)
        for n in range(of)
    ]
    places = places_of(tables, {})
    assert places == places_of(tables, {})
    spots = [(place.x, place.y) for place in places.values()]
    assert len(set(spots)) == len(tables)
    assert all(0 <= value <= SIDE for spot in spots for value in spot)
    if len(counts) == 2 and len(tables) < 40:
        rows = [{places[t.id].y for t in tables if t.zone == zone} for zone in ("z0", "z1")]
        assert max(rows[0]) < min(rows[1])


def test_who_has_no_place_stands_beside_the_others_of_the_zone() -> None:
    """Near them, and on none of them."""
    tables = [
        standing(1, {"x": 0, "y": 0}),
        standing(2, {"x": 1, "y": 0}),
        standing(3, {"x": 9, "y": 9}, zone="bar"),
        standing(4, zone="bar", category="bar"),
    ]
    places = places_of(tables, {})
    added = places["t4"]
    assert (added.source, added.shape) == ("automatic", "bar")
    distances = {key: math.dist((p.x, p.y), (added.x, added.y)) for key, p in places.items()}
    assert min(distances["t3"], distances["t1"]) > 50
    assert distances["t3"] < distances["t1"]


def test_what_is_drawn_here_counts_before_the_product() -> None:
    """What another version has stored and this one cannot read is no drawing."""
    tables = [standing(n, {"x": n, "y": 1}) for n in range(3)]
    own = {"t0": {"x": 5.0, "y": 6.0, "shape": "bar"}, "t1": {"x": 1, "star": True}, "t2": 8}
    places = places_of(tables, own)
    assert (places["t0"].x, places["t0"].shape, places["t0"].source) == (5, "bar", "own")
    assert {places[key].source for key in ("t1", "t2")} == {"product"}
