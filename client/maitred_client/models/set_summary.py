from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="SetSummary")


@_attrs_define
class SetSummary:
    """What the tables amount to.

    Attributes:
        table_count (int):
        total_capacity (int): Seats of all of them.
        party_size (int):
        slack (int): Seats that stay empty; negative when there are too few.
    """

    table_count: int
    total_capacity: int
    party_size: int
    slack: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        table_count = self.table_count

        total_capacity = self.total_capacity

        party_size = self.party_size

        slack = self.slack

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "tableCount": table_count,
                "totalCapacity": total_capacity,
                "partySize": party_size,
                "slack": slack,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        table_count = d.pop("tableCount")

        total_capacity = d.pop("totalCapacity")

        party_size = d.pop("partySize")

        slack = d.pop("slack")

        set_summary = cls(
            table_count=table_count,
            total_capacity=total_capacity,
            party_size=party_size,
            slack=slack,
        )

        set_summary.additional_properties = d
        return set_summary

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
