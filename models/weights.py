"""What a plan is worth: the weights of every objective term, with named presets."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from models.base import Name, Value

CENTIPOINTS = 100
"""The solver counts in whole hundredths of a point; weights have at most two decimals."""


def _two_decimals(value: float) -> float:
    if abs(value * CENTIPOINTS - round(value * CENTIPOINTS)) > 1e-6:
        raise ValueError("weights have at most two decimals")
    return value


Points = Annotated[float, Field(ge=0, le=100_000), AfterValidator(_two_decimals)]


class Weights(Value):
    """Points per unit of each term. Seating earns points, every other term costs them.

    The tiers are: seated, stability, preferences. With ``order = lexicographic`` no amount of a
    lower tier can outweigh a higher one; with ``weighted`` all terms are one sum.
    """

    name: Name = "custom"
    order: Literal["lexicographic", "weighted"] = "lexicographic"
    cover: Points = 1000
    """Tier seated: per guest seated."""
    booking: Points = 500
    """Tier seated: per booking seated."""
    priority: Points = 2000
    """Tier seated: per booking seated and level of its priority."""
    move: Points = 50
    """Tier stability: per booking whose tables change."""
    overage: Points = 5
    """Preference: per empty seat at the tables given."""
    extra_table: Points = 3
    """Preference: per table beyond the first."""
    fragmentation: Points = 2
    """Preference: per seat of a merge outside its largest table."""
    adjacency_depth: Points = 1
    """Preference: per step from a merge's first table to its farthest."""
    overflow: Points = 200
    """Preference: per single table given to a party more than ``overflow_seats`` too small."""
    overflow_seats: Annotated[int, Field(strict=True, ge=0, le=100)] = 4
    """Empty seats from which a single table counts as overflow."""


WEIGHT_PRESETS: dict[str, Weights] = {
    "product": Weights(name="product"),
    "reference": Weights(
        name="reference",
        order="weighted",
        priority=0,
        move=0,
        overage=5,
        extra_table=30,
        fragmentation=0,
        adjacency_depth=0,
        overflow=0,
    ),
}
"""``product``: the running product's scoring. ``reference``: the benchmark's objective."""
