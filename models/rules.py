"""Which table sets a party may be given: merge rules as data, with named presets."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from models.adjacency import AdjacencyMode
from models.base import Id, Name, Value
from models.venue import MAX_PARTY, Seats

MAX_MERGE = 5
"""Most tables of one merge; what the product's clients may ask for."""


MergeSize = Annotated[int, Field(strict=True, ge=1, le=MAX_MERGE)]
Overage = Annotated[int, Field(strict=True, ge=0, le=100)]


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


class PartyRules(Value):
    """What is different for larger parties; what is left out stays as it is."""

    from_party: Annotated[int, Field(strict=True, ge=1, le=MAX_PARTY)]
    """The smallest party it counts for."""
    max_tables: MergeSize | None = None
    require_adjacency: bool | None = None
    max_merge_overage: Overage | None = None


class Rules(Value):
    """The hard rules of a day, or of one of its services."""

    name: Name = "custom"
    merges: bool = True
    """False switches every merge off."""
    max_tables: MergeSize = 3
    """Most tables in one merge."""
    require_adjacency: bool = True
    """Merged tables must stand side by side, as ``adjacency_mode`` says."""
    adjacency_mode: Annotated[AdjacencyMode, Field(exclude_if=lambda mode: mode == "connected")] = (
        "connected"
    )
    """``connected``: from each table to each other, over neighbours that are merged too.
    ``neighbors``: one table is beside all the others. ``pairwise``: each is beside each other."""
    without_edges: Literal["same_zone", "named_only"] = "same_zone"
    """What adjacency means in a venue that recorded none: merge within a zone, or named sets only.
    """
    seats_lost_per_join: Annotated[int, Field(strict=True, ge=0, le=4)] = 0
    """Seats that disappear for every table joined to the first."""
    max_merge_overage: Overage | None = 4
    """Most empty seats in a merge."""
    minimal_merges: bool = True
    """A merge from which one table could be dropped is never used."""
    named_sets: tuple[NamedSet, ...] = ()
    by_party: tuple[PartyRules, ...] = ()
    """Exceptions for larger parties: of all that count for a party, each later one on top."""

    @field_validator("named_sets")
    @classmethod
    def _each_once(cls, sets: tuple[NamedSet, ...]) -> tuple[NamedSet, ...]:
        seen: set[tuple[str, ...]] = set()
        for item in sets:
            if item.tables in seen:
                raise ValueError(f"the set {list(item.tables)} is named twice")
            seen.add(item.tables)
        return tuple(sorted(sets, key=lambda item: item.tables))

    @field_validator("by_party")
    @classmethod
    def _ascending(cls, bands: tuple[PartyRules, ...]) -> tuple[PartyRules, ...]:
        sizes = [band.from_party for band in bands]
        if len(set(sizes)) != len(sizes):
            raise ValueError(f"by_party names a party size twice: {sizes}")
        return tuple(sorted(bands, key=lambda band: band.from_party))

    def for_party(self, party: int) -> Self:
        """Return the rules with the exceptions for a party of this size applied."""
        changes: dict[str, Any] = {}
        for band in self.by_party:
            if band.from_party <= party:
                changes |= band.model_dump(exclude={"from_party"}, exclude_none=True)
        return self.replace(by_party=(), **changes) if self.by_party else self


class ServiceRules(Value):
    """The rules of one service, in place of the day's."""

    service: Id
    rules: Rules


RULE_PRESETS: dict[str, Rules] = {
    "product": Rules(name="product"),
    "reference": Rules(name="reference", without_edges="named_only"),
    "banquet": Rules(
        name="banquet", by_party=(PartyRules(from_party=9, max_tables=5, max_merge_overage=6),)
    ),
    "singles": Rules(name="singles", merges=False),
}
"""``product``: the running product's defaults. ``reference``: the benchmark's rules.
``banquet``: as the product, but parties from 9 may have up to five tables. ``singles``: no merges
at all."""
