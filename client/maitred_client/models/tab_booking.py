from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="TabBooking")


@_attrs_define
class TabBooking:
    """The booking, as the assignment tab reads it.

    Attributes:
        id (UUID):
        restaurant_id (UUID):
        start_at (datetime.datetime | None):
        booking_date (datetime.date):
        start_time (str): HH:MM:SS on the restaurant's own clock.
        party_size (int):
        status (str):
    """

    id: UUID
    restaurant_id: UUID
    start_at: datetime.datetime | None
    booking_date: datetime.date
    start_time: str
    party_size: int
    status: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        restaurant_id = str(self.restaurant_id)

        start_at: str | None
        if isinstance(self.start_at, datetime.datetime):
            start_at = self.start_at.isoformat()
        else:
            start_at = self.start_at

        booking_date = self.booking_date.isoformat()

        start_time = self.start_time

        party_size = self.party_size

        status = self.status

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "restaurant_id": restaurant_id,
                "start_at": start_at,
                "booking_date": booking_date,
                "start_time": start_time,
                "party_size": party_size,
                "status": status,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        restaurant_id = UUID(d.pop("restaurant_id"))

        def _parse_start_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                start_at_type_0 = datetime.datetime.fromisoformat(data)

                return start_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | None", data)

        start_at = _parse_start_at(d.pop("start_at"))

        booking_date = datetime.date.fromisoformat(d.pop("booking_date"))

        start_time = d.pop("start_time")

        party_size = d.pop("party_size")

        status = d.pop("status")

        tab_booking = cls(
            id=id,
            restaurant_id=restaurant_id,
            start_at=start_at,
            booking_date=booking_date,
            start_time=start_time,
            party_size=party_size,
            status=status,
        )

        tab_booking.additional_properties = d
        return tab_booking

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
