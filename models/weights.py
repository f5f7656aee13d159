"""What a plan is worth: the weights of every objective term, with named presets."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field

from models.base import Name, Value

CENTIPOINTS = 100
"""The solver counts in whole hundredths of a point; weights have at most two decimals."""

Source = Literal["product", "maitred"]
"""Who says so: the running product's scoring, or maitred, where the product has no such term."""

TierName = Literal["seated", "stability", "preferences"]


@dataclass(frozen=True)
class Term:
    """What one term of the objective counts, and who says so."""

    tier: TierName
    unit: str
    source: Source
    earns: bool = False
    """Whether a unit earns points; otherwise it costs them."""

    @property
    def sign(self) -> int:
        """1 for what earns, -1 for what costs."""
        return 1 if self.earns else -1


PRODUCT: Source = "product"
OURS: Source = "maitred"

TERMS: dict[str, Term] = {
    "cover": Term("seated", "guest seated", OURS, earns=True),
    "booking": Term("seated", "booking seated", OURS, earns=True),
    "priority": Term("seated", "level of priority of a booking seated", OURS, earns=True),
    "vip": Term("seated", "VIP booking seated", OURS, earns=True),
    "deposit": Term("seated", "booking seated that paid a deposit", OURS, earns=True),
    "pacing": Term("seated", "guest above the most who may arrive in one slot", OURS),
    "hold_back": Term("seated", "table short of those kept free for walk-ins", OURS),
    "move": Term("stability", "booking whose tables change", OURS),
    "overage": Term("preferences", "empty seat, times the booking's demand multiplier", PRODUCT),
    "extra_table": Term("preferences", "table beyond the first, dearer if scarce", PRODUCT),
    "fragmentation": Term("preferences", "seat of a merge outside its largest table", PRODUCT),
    "zone_balance": Term("preferences", "zone of a merge beyond the first", PRODUCT),
    "adjacency_depth": Term(
        "preferences", "step from a merge's first table to its farthest, dearer if scarce", PRODUCT
    ),
    "scarcity": Term("preferences", "scarcity score (0 to 1, or as stored) of a table", PRODUCT),
    "overflow": Term("preferences", "single table with more than overflow_seats empty seats", OURS),
    "seating_preference": Term(
        "preferences", "wish of a booking (place, zone, kind of seat) not met", OURS
    ),
    "ranking": Term("preferences", "rank of a table (0 is the first to give away)", OURS),
    "section_balance": Term("preferences", "guest above a server section's fair share", OURS),
}
"""Every term by the name of its weight, tier by tier."""


def _two_decimals(value: float) -> float:
    if abs(value * CENTIPOINTS - round(value * CENTIPOINTS)) > 1e-6:
        raise ValueError("weights have at most two decimals")
    return value


def _describe(schema: dict[str, Any]) -> None:
    for name, term in TERMS.items():
        schema["properties"][name]["description"] = f"Tier {term.tier}: per {term.unit}."


Points = Annotated[float, Field(ge=0, le=100_000), AfterValidator(_two_decimals)]


class Weights(Value):
    """Points per unit of each term; ``TERMS`` says what the units are.

    The tiers are: seated, stability, preferences. With ``order = lexicographic`` no amount of a
    lower tier can outweigh a higher one; with ``weighted`` all terms are one sum.
    """

    model_config = ConfigDict(json_schema_extra=_describe)

    name: Name = "custom"
    order: Literal["lexicographic", "weighted"] = "lexicographic"
    cover: Points = 1000
    booking: Points = 500
    priority: Points = 2000
    vip: Points = 4000
    deposit: Points = 1500
    pacing: Points = 5000
    hold_back: Points = 2500
    move: Points = 50
    overage: Points = 5
    extra_table: Points = 3
    fragmentation: Points = 2
    zone_balance: Points = 4
    adjacency_depth: Points = 1
    scarcity: Points = 22
    overflow: Points = 200
    overflow_seats: Annotated[int, Field(strict=True, ge=0, le=100)] = 4
    """Empty seats from which a single table counts as overflow."""
    seating_preference: Points = 10
    ranking: Points = 1
    section_balance: Points = 1


REFERENCE_TERMS = {"cover": 1000, "booking": 500, "overage": 5, "extra_table": 30}

WEIGHT_PRESETS: dict[str, Weights] = {
    "product": Weights(name="product"),
    "reference": Weights(
        name="reference",
        order="weighted",
        **{term: REFERENCE_TERMS.get(term, 0) for term in TERMS},
    ),
}
"""``product``: the running product's scoring. ``reference``: the benchmark's objective."""
