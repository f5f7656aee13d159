from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="TableRow")


@_attrs_define
class TableRow:
    """A table, in the spelling of the row.

    Attributes:
        id (UUID):
        restaurant_id (UUID):
        table_number (str):
        capacity (int):
        min_party_size (int):
        max_party_size (int | None):
        section (None | str):
        status (str):
        position (Any): Whatever the product's floor plan keeps.
        zone_id (None | UUID):
        category (str):
        seating_type (str):
        mobility (str):
        active (bool):
    """

    id: UUID
    restaurant_id: UUID
    table_number: str
    capacity: int
    min_party_size: int
    max_party_size: int | None
    section: str | None
    status: str
    position: Any
    zone_id: UUID | None
    category: str
    seating_type: str
    mobility: str
    active: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        restaurant_id = str(self.restaurant_id)

        table_number = self.table_number

        capacity = self.capacity

        min_party_size = self.min_party_size

        max_party_size: int | None
        max_party_size = self.max_party_size

        section: str | None
        section = self.section

        status = self.status

        position = self.position

        zone_id: str | None
        if isinstance(self.zone_id, UUID):
            zone_id = str(self.zone_id)
        else:
            zone_id = self.zone_id

        category = self.category

        seating_type = self.seating_type

        mobility = self.mobility

        active = self.active

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "restaurant_id": restaurant_id,
                "table_number": table_number,
                "capacity": capacity,
                "min_party_size": min_party_size,
                "max_party_size": max_party_size,
                "section": section,
                "status": status,
                "position": position,
                "zone_id": zone_id,
                "category": category,
                "seating_type": seating_type,
                "mobility": mobility,
                "active": active,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        restaurant_id = UUID(d.pop("restaurant_id"))

        table_number = d.pop("table_number")

        capacity = d.pop("capacity")

        min_party_size = d.pop("min_party_size")

        def _parse_max_party_size(data: object) -> int | None:
            if data is None:
                return data
            return cast("int | None", data)

        max_party_size = _parse_max_party_size(d.pop("max_party_size"))

        def _parse_section(data: object) -> str | None:
            if data is None:
                return data
            return cast("str | None", data)

        section = _parse_section(d.pop("section"))

        status = d.pop("status")

        position = d.pop("position")

        def _parse_zone_id(data: object) -> UUID | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                zone_id_type_0 = UUID(data)

                return zone_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("UUID | None", data)

        zone_id = _parse_zone_id(d.pop("zone_id"))

        category = d.pop("category")

        seating_type = d.pop("seating_type")

        mobility = d.pop("mobility")

        active = d.pop("active")

        table_row = cls(
            id=id,
            restaurant_id=restaurant_id,
            table_number=table_number,
            capacity=capacity,
            min_party_size=min_party_size,
            max_party_size=max_party_size,
            section=section,
            status=status,
            position=position,
            zone_id=zone_id,
            category=category,
            seating_type=seating_type,
            mobility=mobility,
            active=active,
        )

        table_row.additional_properties = d
        return table_row

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
