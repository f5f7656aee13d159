from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="LockView")


@_attrs_define
class LockView:
    """Whether a booking is locked, by whom, and why.

    Attributes:
        booking_id (UUID):
        locked (bool):
        locked_by (None | str): A user's id, or a machine's name; null when it is not locked.
        lock_reason (None | str): Null when none was given.
        locked_at (datetime.datetime | None): When it was locked, or got another reason.
    """

    booking_id: UUID
    locked: bool
    locked_by: str | None
    lock_reason: str | None
    locked_at: datetime.datetime | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        booking_id = str(self.booking_id)

        locked = self.locked

        locked_by: str | None
        locked_by = self.locked_by

        lock_reason: str | None
        lock_reason = self.lock_reason

        locked_at: str | None
        if isinstance(self.locked_at, datetime.datetime):
            locked_at = self.locked_at.isoformat()
        else:
            locked_at = self.locked_at

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "bookingId": booking_id,
                "locked": locked,
                "lockedBy": locked_by,
                "lockReason": lock_reason,
                "lockedAt": locked_at,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        booking_id = UUID(d.pop("bookingId"))

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

        def _parse_locked_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                locked_at_type_0 = datetime.datetime.fromisoformat(data)

                return locked_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | None", data)

        locked_at = _parse_locked_at(d.pop("lockedAt"))

        lock_view = cls(
            booking_id=booking_id,
            locked=locked,
            locked_by=locked_by,
            lock_reason=lock_reason,
            locked_at=locked_at,
        )

        lock_view.additional_properties = d
        return lock_view

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
