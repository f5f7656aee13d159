from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="TableView")


@_attrs_define
class TableView:
    """A table as planning sees it.

    Attributes:
        id (UUID):
        name (str):
        zone_id (str):
        capacity (int):
        min_party (int):
        max_party (int | None): Null: as many as it seats.
        movable (bool): Whether it can be merged.
        active (bool): Whether planning may use it.
        position (Any): Whatever the product's floor plan keeps.
    """

    id: UUID
    name: str
    zone_id: str
    capacity: int
    min_party: int
    max_party: int | None
    movable: bool
    active: bool
    position: Any
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        name = self.name

        zone_id = self.zone_id

        capacity = self.capacity

        min_party = self.min_party

        max_party: int | None
        max_party = self.max_party

        movable = self.movable

        active = self.active

        position = self.position

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "zoneId": zone_id,
                "capacity": capacity,
                "minParty": min_party,
                "maxParty": max_party,
                "movable": movable,
                "active": active,
                "position": position,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        name = d.pop("name")

        zone_id = d.pop("zoneId")

        capacity = d.pop("capacity")

        min_party = d.pop("minParty")

        def _parse_max_party(data: object) -> int | None:
            if data is None:
                return data
            return cast("int | None", data)

        max_party = _parse_max_party(d.pop("maxParty"))

        movable = d.pop("movable")

        active = d.pop("active")

        position = d.pop("position")

        table_view = cls(
            id=id,
            name=name,
            zone_id=zone_id,
            capacity=capacity,
            min_party=min_party,
            max_party=max_party,
            movable=movable,
            active=active,
            position=position,
        )

        table_view.additional_properties = d
        return table_view

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
