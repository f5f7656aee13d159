from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.booking_status import BookingStatus

T = TypeVar("T", bound="BookingView")


@_attrs_define
class BookingView:
    """A booking that wants a table.

    Attributes:
        id (UUID):
        party (int):
        start_at (datetime.datetime): From when its tables are kept.
        end_at (datetime.datetime): Until when: dining time and buffer.
        arrives_at (datetime.datetime):
        status (BookingStatus): The states of a booking, as the booking database names them.
        service (None | str): lunch, dinner or drinks; null when it lies in none.
        priority (int): 0 is ordinary; each level makes seating it worth more.
        locked (bool): It keeps the tables it has, or stays without, until somebody unlocks it.
        locked_by (None | str): A user's id, or a machine's name; null when it is not locked.
        lock_reason (None | str): Null when none was given.
    """

    id: UUID
    party: int
    start_at: datetime.datetime
    end_at: datetime.datetime
    arrives_at: datetime.datetime
    status: BookingStatus
    service: str | None
    priority: int
    locked: bool
    locked_by: str | None
    lock_reason: str | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        party = self.party

        start_at = self.start_at.isoformat()

        end_at = self.end_at.isoformat()

        arrives_at = self.arrives_at.isoformat()

        status = self.status.value

        service: str | None
        service = self.service

        priority = self.priority

        locked = self.locked

        locked_by: str | None
        locked_by = self.locked_by

        lock_reason: str | None
        lock_reason = self.lock_reason

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "party": party,
                "startAt": start_at,
                "endAt": end_at,
                "arrivesAt": arrives_at,
                "status": status,
                "service": service,
                "priority": priority,
                "locked": locked,
                "lockedBy": locked_by,
                "lockReason": lock_reason,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        party = d.pop("party")

        start_at = datetime.datetime.fromisoformat(d.pop("startAt"))

        end_at = datetime.datetime.fromisoformat(d.pop("endAt"))

        arrives_at = datetime.datetime.fromisoformat(d.pop("arrivesAt"))

        status = BookingStatus(d.pop("status"))

        def _parse_service(data: object) -> str | None:
            if data is None:
                return data
            return cast("str | None", data)

        service = _parse_service(d.pop("service"))

        priority = d.pop("priority")

        locked = d.pop("locked")

        def _parse_locked_by(data: object) -> str | None:
            if data is None:
                return data
            return cast("str | None", data)

        locked_by = _parse_locked_by(d.pop("lockedBy"))

        def _parse_lock_reason(data: object) -> str | None:
            if data is None:
                return data
            return cast("str | None", data)

        lock_reason = _parse_lock_reason(d.pop("lockReason"))

        booking_view = cls(
            id=id,
            party=party,
            start_at=start_at,
            end_at=end_at,
            arrives_at=arrives_at,
            status=status,
            service=service,
            priority=priority,
            locked=locked,
            locked_by=locked_by,
            lock_reason=lock_reason,
        )

        booking_view.additional_properties = d
        return booking_view

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
