from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.context_conflict_source import ContextConflictSource
from ..models.context_conflict_status import ContextConflictStatus

T = TypeVar("T", bound="ContextConflict")


@_attrs_define
class ContextConflict:
    """Who has which table in the booking's window.

    Attributes:
        table_id (UUID):
        booking_id (None | UUID):
        start_at (datetime.datetime):
        end_at (datetime.datetime):
        source (ContextConflictSource):
        status (ContextConflictStatus): Equals `source`.
    """

    table_id: UUID
    booking_id: UUID | None
    start_at: datetime.datetime
    end_at: datetime.datetime
    source: ContextConflictSource
    status: ContextConflictStatus
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        table_id = str(self.table_id)

        booking_id: str | None
        if isinstance(self.booking_id, UUID):
            booking_id = str(self.booking_id)
        else:
            booking_id = self.booking_id

        start_at = self.start_at.isoformat()

        end_at = self.end_at.isoformat()

        source = self.source.value

        status = self.status.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "tableId": table_id,
                "bookingId": booking_id,
                "startAt": start_at,
                "endAt": end_at,
                "source": source,
                "status": status,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        table_id = UUID(d.pop("tableId"))

        def _parse_booking_id(data: object) -> UUID | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                booking_id_type_0 = UUID(data)

                return booking_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("UUID | None", data)

        booking_id = _parse_booking_id(d.pop("bookingId"))

        start_at = datetime.datetime.fromisoformat(d.pop("startAt"))

        end_at = datetime.datetime.fromisoformat(d.pop("endAt"))

        source = ContextConflictSource(d.pop("source"))

        status = ContextConflictStatus(d.pop("status"))

        context_conflict = cls(
            table_id=table_id,
            booking_id=booking_id,
            start_at=start_at,
            end_at=end_at,
            source=source,
            status=status,
        )

        context_conflict.additional_properties = d
        return context_conflict

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
