from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="SolvedTable")


@_attrs_define
class SolvedTable:
    """A table of the room as it was edited.

    Attributes:
        id (str): As in the view of the date, or as the scenario calls a table that it adds.
        name (str):
        zone_id (str):
        capacity (int):
        active (bool):
    """

    id: str
    name: str
    zone_id: str
    capacity: int
    active: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = self.id

        name = self.name

        zone_id = self.zone_id

        capacity = self.capacity

        active = self.active

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "name": name,
                "zoneId": zone_id,
                "capacity": capacity,
                "active": active,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = d.pop("id")

        name = d.pop("name")

        zone_id = d.pop("zoneId")

        capacity = d.pop("capacity")

        active = d.pop("active")

        solved_table = cls(
            id=id,
            name=name,
            zone_id=zone_id,
            capacity=capacity,
            active=active,
        )

        solved_table.additional_properties = d
        return solved_table

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
