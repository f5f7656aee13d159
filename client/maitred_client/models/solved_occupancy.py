from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.solved_occupancy_source import SolvedOccupancySource

T = TypeVar("T", bound="SolvedOccupancy")


@_attrs_define
class SolvedOccupancy:
    """A table that is taken by something that is not up for planning, or closed.

    Attributes:
        start_at (datetime.datetime):
        end_at (datetime.datetime):
        table_id (str):
        source (SolvedOccupancySource):
        booking_id (None | str):
    """

    start_at: datetime.datetime
    end_at: datetime.datetime
    table_id: str
    source: SolvedOccupancySource
    booking_id: str | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        start_at = self.start_at.isoformat()

        end_at = self.end_at.isoformat()

        table_id = self.table_id

        source = self.source.value

        booking_id: str | None
        booking_id = self.booking_id

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "startAt": start_at,
                "endAt": end_at,
                "tableId": table_id,
                "source": source,
                "bookingId": booking_id,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        start_at = datetime.datetime.fromisoformat(d.pop("startAt"))

        end_at = datetime.datetime.fromisoformat(d.pop("endAt"))

        table_id = d.pop("tableId")

        source = SolvedOccupancySource(d.pop("source"))

        def _parse_booking_id(data: object) -> str | None:
            if data is None:
                return data
            return cast("str | None", data)

        booking_id = _parse_booking_id(d.pop("bookingId"))

        solved_occupancy = cls(
            start_at=start_at,
            end_at=end_at,
            table_id=table_id,
            source=source,
            booking_id=booking_id,
        )

        solved_occupancy.additional_properties = d
        return solved_occupancy

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
