from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.booking_status import BookingStatus

T = TypeVar("T", bound="SolvedBooking")


@_attrs_define
class SolvedBooking:
    """A booking as it was edited or drawn.

    Attributes:
        start_at (datetime.datetime):
        end_at (datetime.datetime):
        id (str):
        party (int):
        status (BookingStatus): The states of a booking, as the booking database names them.
        service (None | str):
        priority (int):
        locked (bool):
    """

    start_at: datetime.datetime
    end_at: datetime.datetime
    id: str
    party: int
    status: BookingStatus
    service: str | None
    priority: int
    locked: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        start_at = self.start_at.isoformat()

        end_at = self.end_at.isoformat()

        id = self.id

        party = self.party

        status = self.status.value

        service: str | None
        service = self.service

        priority = self.priority

        locked = self.locked

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "startAt": start_at,
                "endAt": end_at,
                "id": id,
                "party": party,
                "status": status,
                "service": service,
                "priority": priority,
                "locked": locked,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        start_at = datetime.datetime.fromisoformat(d.pop("startAt"))

        end_at = datetime.datetime.fromisoformat(d.pop("endAt"))

        id = d.pop("id")

        party = d.pop("party")

        status = BookingStatus(d.pop("status"))

        def _parse_service(data: object) -> str | None:
            if data is None:
                return data
            return cast("str | None", data)

        service = _parse_service(d.pop("service"))

        priority = d.pop("priority")

        locked = d.pop("locked")

        solved_booking = cls(
            start_at=start_at,
            end_at=end_at,
            id=id,
            party=party,
            status=status,
            service=service,
            priority=priority,
            locked=locked,
        )

        solved_booking.additional_properties = d
        return solved_booking

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
