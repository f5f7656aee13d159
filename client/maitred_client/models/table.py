from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.table_category import TableCategory
from ..models.table_features_item import TableFeaturesItem
from ..models.table_seating_type import TableSeatingType

T = TypeVar("T", bound="Table")


@_attrs_define
class Table:
    """One table as it stands in the room.

    Attributes:
        id (str):
        name (str): What people call the table (its number); the id when empty. Default: ''.
        zone (str):
        capacity (int): Seats.
        min_party (int | None): Smallest party the table is given to on its own. Default: 1.
        max_party (int | None): Largest party on its own, when lower than the seats.
        movable (bool): Whether it may be pushed together with others. Default: True.
        active (bool): False while it is out of service: nothing new is placed on it. Default: True.
        category (TableCategory):  Default: TableCategory.DINING.
        seating_type (TableSeatingType):  Default: TableSeatingType.STANDARD.
        features (list[TableFeaturesItem]): What guests ask for by name, beside category and kind of seat.
        section (None | str): The server's section.
        rank (int): Tables of a lower rank are given away first. Default: 0.
        scarcity (float | None): How hard its kind is to replace, as measured; estimated from the venue when left out.
    """

    id: str
    zone: str
    capacity: int
    max_party: int | None
    features: list[TableFeaturesItem]
    section: str | None
    scarcity: float | None
    name: str = ""
    min_party: int | None = 1
    movable: bool = True
    active: bool = True
    category: TableCategory = TableCategory.DINING
    seating_type: TableSeatingType = TableSeatingType.STANDARD
    rank: int = 0
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        zone = self.zone

        capacity = self.capacity

        min_party: int | None
        min_party = self.min_party

        max_party: int | None
        max_party = self.max_party

        movable = self.movable

        active = self.active

        category = self.category.value

        seating_type = self.seating_type.value

        features = []
        for features_item_data in self.features:
            features_item = features_item_data.value
            features.append(features_item)

        section: str | None
        section = self.section

        rank = self.rank

        scarcity: float | None
        scarcity = self.scarcity

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "zone": zone,
                "capacity": capacity,
                "min_party": min_party,
                "max_party": max_party,
                "movable": movable,
                "active": active,
                "category": category,
                "seating_type": seating_type,
                "features": features,
                "section": section,
                "rank": rank,
                "scarcity": scarcity,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        zone = d.pop("zone")

        capacity = d.pop("capacity")

        def _parse_min_party(data: object) -> int | None:
            if data is None:
                return data
            return cast("int | None", data)

        min_party = _parse_min_party(d.pop("min_party"))

        def _parse_max_party(data: object) -> int | None:
            if data is None:
                return data
            return cast("int | None", data)

        max_party = _parse_max_party(d.pop("max_party"))

        movable = d.pop("movable")

        active = d.pop("active")

        category = TableCategory(d.pop("category"))

        seating_type = TableSeatingType(d.pop("seating_type"))

        features = []
        _features = d.pop("features")
        for features_item_data in _features:
            features_item = TableFeaturesItem(features_item_data)

            features.append(features_item)

        def _parse_section(data: object) -> str | None:
            if data is None:
                return data
            return cast("str | None", data)

        section = _parse_section(d.pop("section"))

        rank = d.pop("rank")

        def _parse_scarcity(data: object) -> float | None:
            if data is None:
                return data
            return cast("float | None", data)

        scarcity = _parse_scarcity(d.pop("scarcity"))

        table = cls(
            id=id,
            name=name,
            zone=zone,
            capacity=capacity,
            min_party=min_party,
            max_party=max_party,
            movable=movable,
            active=active,
            category=category,
            seating_type=seating_type,
            features=features,
            section=section,
            rank=rank,
            scarcity=scarcity,
        )

        table.additional_properties = d
        return table

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
