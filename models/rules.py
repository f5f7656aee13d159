"""Which table sets a party may be given: merge rules as data, with named presets."""

from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from models.base import Id, Name, Value
from models.venue import Seats

MAX_MERGE = 5
"""Most tables of one merge; what the product's clients may ask for."""


class NamedSet(Value):
    """A table set that a restaurant names: always allowed as it is, or never."""

    tables: Annotated[tuple[Id, ...], Field(min_length=2, max_length=MAX_MERGE)]
    kind: Literal["allow", "forbid"] = "allow"
    """``allow``: exactly these tables, whatever adjacency, zone or mobility says.
    ``forbid``: no merge may contain all of these tables."""
    capacity: Seats | None = None
    """Seats of the merged set, when not the sum of its tables."""

    @field_validator("tables")
    @classmethod
    def _as_a_set(cls, tables: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(tables)) != len(tables):
            raise ValueError(f"a named set lists a table twice: {list(tables)}")
        return tuple(sorted(tables))

    @model_validator(mode="after")
    def _capacity_only_when_allowed(self) -> Self:
        if self.kind == "forbid" and self.capacity is not None:
            raise ValueError("a forbidden set cannot have a capacity")
        return self


class Rules(Value):
    """The hard rules of a day."""

    name: Name = "custom"
    merges: bool = True
    """False switches every merge off."""
    max_tables: Annotated[int, Field(strict=True, ge=1, le=MAX_MERGE)] = 3
    """Most tables in one merge."""
    require_adjacency: bool = True
    """Merged tables must form one connected group of neighbours."""
    without_edges: Literal["same_zone", "named_only"] = "same_zone"
    """What adjacency means in a venue that recorded none: merge within a zone, or named sets only.
    """
    seats_lost_per_join: Annotated[int, Field(strict=True, ge=0, le=4)] = 0
    """Seats that disappear for every table joined to the first."""
    max_merge_overage: Annotated[int, Field(strict=True, ge=0, le=100)] | None = 4
    """Most empty seats in a merge."""
    minimal_merges: bool = True
    """A merge from which one table could be dropped is never used."""
    named_sets: tuple[NamedSet, ...] = ()

    @field_validator("named_sets")
    @classmethod
    def _each_once(cls, sets: tuple[NamedSet, ...]) -> tuple[NamedSet, ...]:
        seen: set[tuple[str, ...]] = set()
        for item in sets:
            if item.tables in seen:
                raise ValueError(f"the set {list(item.tables)} is named twice")
            seen.add(item.tables)
        return tuple(sorted(sets, key=lambda item: item.tables))


RULE_PRESETS: dict[str, Rules] = {
    "product": Rules(name="product"),
    "reference": Rules(name="reference", without_edges="named_only"),
    "singles": Rules(name="singles", merges=False),
}
"""``product``: the running product's defaults. ``reference``: the benchmark's rules.
``singles``: no merges at all."""
