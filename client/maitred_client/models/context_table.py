from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ContextTable")


@_attrs_define
class ContextTable:
    """A table of the restaurant.

    Attributes:
        id (UUID):
        table_number (str):
        capacity (int):
        min_party_size (int):
        max_party_size (int | None): Null: as many as it seats.
        section (None | str):
        category (str):
        seating_type (str):
        mobility (str): movable tables can be merged, fixed ones cannot.
        zone_id (None | UUID):
        status (str):
        active (bool):
        position (Any): Whatever the product's floor plan keeps.
    """

    id: UUID
    table_number: str
    capacity: int
    min_party_size: int
    max_party_size: int | None
    section: str | None
    category: str
    seating_type: str
    mobility: str
    zone_id: UUID | None
    status: str
    active: bool
    position: Any
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        table_number = self.table_number

        capacity = self.capacity

        min_party_size = self.min_party_size

        max_party_size: int | None
        max_party_size = self.max_party_size

        section: str | None
        section = self.section

        category = self.category

        seating_type = self.seating_type

        mobility = self.mobility

        zone_id: str | None
        if isinstance(self.zone_id, UUID):
            zone_id = str(self.zone_id)
        else:
            zone_id = self.zone_id

        status = self.status

        active = self.active

        position = self.position

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "tableNumber": table_number,
                "capacity": capacity,
                "minPartySize": min_party_size,
                "maxPartySize": max_party_size,
                "section": section,
                "category": category,
                "seatingType": seating_type,
                "mobility": mobility,
                "zoneId": zone_id,
                "status": status,
                "active": active,
                "position": position,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        table_number = d.pop("tableNumber")

        capacity = d.pop("capacity")

        min_party_size = d.pop("minPartySize")

        def _parse_max_party_size(data: object) -> int | None:
            if data is None:
                return data
            return cast("int | None", data)

        max_party_size = _parse_max_party_size(d.pop("maxPartySize"))

        def _parse_section(data: object) -> str | None:
            if data is None:
                return data
            return cast("str | None", data)

        section = _parse_section(d.pop("section"))

        category = d.pop("category")

        seating_type = d.pop("seatingType")

        mobility = d.pop("mobility")

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

        zone_id = _parse_zone_id(d.pop("zoneId"))

        status = d.pop("status")

        active = d.pop("active")

        position = d.pop("position")

        context_table = cls(
            id=id,
            table_number=table_number,
            capacity=capacity,
            min_party_size=min_party_size,
            max_party_size=max_party_size,
            section=section,
            category=category,
            seating_type=seating_type,
            mobility=mobility,
            zone_id=zone_id,
            status=status,
            active=active,
            position=position,
        )

        context_table.additional_properties = d
        return context_table

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
