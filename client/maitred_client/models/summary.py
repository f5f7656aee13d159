from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Summary")


@_attrs_define
class Summary:
    """What the chosen tables amount to.

    Attributes:
        table_count (int):
        total_capacity (int): Seats, after what joining costs.
        slack (int): Seats that stay empty.
        zone_id (None | str): Null when they stand in more than one; `none` when in no zone of the restaurant.
        table_numbers (list[str]):
        party_size (int):
    """

    table_count: int
    total_capacity: int
    slack: int
    zone_id: str | None
    table_numbers: list[str]
    party_size: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        table_count = self.table_count

        total_capacity = self.total_capacity

        slack = self.slack

        zone_id: str | None
        zone_id = self.zone_id

        table_numbers = self.table_numbers

        party_size = self.party_size

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "tableCount": table_count,
                "totalCapacity": total_capacity,
                "slack": slack,
                "zoneId": zone_id,
                "tableNumbers": table_numbers,
                "partySize": party_size,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        table_count = d.pop("tableCount")

        total_capacity = d.pop("totalCapacity")

        slack = d.pop("slack")

        def _parse_zone_id(data: object) -> str | None:
            if data is None:
                return data
            return cast("str | None", data)

        zone_id = _parse_zone_id(d.pop("zoneId"))

        table_numbers = cast("list[str]", d.pop("tableNumbers"))

        party_size = d.pop("partySize")

        summary = cls(
            table_count=table_count,
            total_capacity=total_capacity,
            slack=slack,
            zone_id=zone_id,
            table_numbers=table_numbers,
            party_size=party_size,
        )

        summary.additional_properties = d
        return summary

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
