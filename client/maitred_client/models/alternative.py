from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Alternative")


@_attrs_define
class Alternative:
    """The best table set that is free for the booking now, and that the same route takes.

    Attributes:
        table_ids (list[UUID]):
        table_numbers (list[str]):
        zone_id (str):
        zone (str): What people call the zone.
        seats (int): After what joining costs.
        slack (int): Seats that stay empty.
        score (float): Penalty in points, as a quote's candidates have it; lower is better.
    """

    table_ids: list[UUID]
    table_numbers: list[str]
    zone_id: str
    zone: str
    seats: int
    slack: int
    score: float
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        table_ids = []
        for table_ids_item_data in self.table_ids:
            table_ids_item = str(table_ids_item_data)
            table_ids.append(table_ids_item)

        table_numbers = self.table_numbers

        zone_id = self.zone_id

        zone = self.zone

        seats = self.seats

        slack = self.slack

        score = self.score

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "tableIds": table_ids,
                "tableNumbers": table_numbers,
                "zoneId": zone_id,
                "zone": zone,
                "seats": seats,
                "slack": slack,
                "score": score,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        table_ids = []
        _table_ids = d.pop("tableIds")
        for table_ids_item_data in _table_ids:
            table_ids_item = UUID(table_ids_item_data)

            table_ids.append(table_ids_item)

        table_numbers = cast("list[str]", d.pop("tableNumbers"))

        zone_id = d.pop("zoneId")

        zone = d.pop("zone")

        seats = d.pop("seats")

        slack = d.pop("slack")

        score = d.pop("score")

        alternative = cls(
            table_ids=table_ids,
            table_numbers=table_numbers,
            zone_id=zone_id,
            zone=zone,
            seats=seats,
            slack=slack,
            score=score,
        )

        alternative.additional_properties = d
        return alternative

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
