from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Conflict")


@_attrs_define
class Conflict:
    """Who else has a table in a booking's window, and until when.

    Attributes:
        table_id (UUID):
        table_number (str):
        booking_id (None | UUID): Null when it is no booking's: maintenance, or a hold for nobody in particular.
        party_size (int | None): Of that booking, when it has tables.
        hold_id (None | UUID): Null when it is no hold.
        start_at (datetime.datetime):
        end_at (datetime.datetime):
        local_start (str): The start on the restaurant's own clock, HH:MM; with its date when that is another one.
        local_end (str): The end in the same way.
        source (str): allocation, assignment, hold or maintenance.
        until (datetime.datetime | None): When a hold runs out; null for anything else.
        local_until (None | str): The same on the restaurant's own clock, HH:MM:SS.
    """

    table_id: UUID
    table_number: str
    booking_id: UUID | None
    party_size: int | None
    hold_id: UUID | None
    start_at: datetime.datetime
    end_at: datetime.datetime
    local_start: str
    local_end: str
    source: str
    until: datetime.datetime | None
    local_until: str | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        table_id = str(self.table_id)

        table_number = self.table_number

        booking_id: str | None
        if isinstance(self.booking_id, UUID):
            booking_id = str(self.booking_id)
        else:
            booking_id = self.booking_id

        party_size: int | None
        party_size = self.party_size

        hold_id: str | None
        if isinstance(self.hold_id, UUID):
            hold_id = str(self.hold_id)
        else:
            hold_id = self.hold_id

        start_at = self.start_at.isoformat()

        end_at = self.end_at.isoformat()

        local_start = self.local_start

        local_end = self.local_end

        source = self.source

        until: str | None
        if isinstance(self.until, datetime.datetime):
            until = self.until.isoformat()
        else:
            until = self.until

        local_until: str | None
        local_until = self.local_until

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "tableId": table_id,
                "tableNumber": table_number,
                "bookingId": booking_id,
                "partySize": party_size,
                "holdId": hold_id,
                "startAt": start_at,
                "endAt": end_at,
                "localStart": local_start,
                "localEnd": local_end,
                "source": source,
                "until": until,
                "localUntil": local_until,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        table_id = UUID(d.pop("tableId"))

        table_number = d.pop("tableNumber")

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

        def _parse_party_size(data: object) -> int | None:
            if data is None:
                return data
            return cast("int | None", data)

        party_size = _parse_party_size(d.pop("partySize"))

        def _parse_hold_id(data: object) -> UUID | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                hold_id_type_0 = UUID(data)

                return hold_id_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("UUID | None", data)

        hold_id = _parse_hold_id(d.pop("holdId"))

        start_at = datetime.datetime.fromisoformat(d.pop("startAt"))

        end_at = datetime.datetime.fromisoformat(d.pop("endAt"))

        local_start = d.pop("localStart")

        local_end = d.pop("localEnd")

        source = d.pop("source")

        def _parse_until(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                until_type_0 = datetime.datetime.fromisoformat(data)

                return until_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | None", data)

        until = _parse_until(d.pop("until"))

        def _parse_local_until(data: object) -> str | None:
            if data is None:
                return data
            return cast("str | None", data)

        local_until = _parse_local_until(d.pop("localUntil"))

        conflict = cls(
            table_id=table_id,
            table_number=table_number,
            booking_id=booking_id,
            party_size=party_size,
            hold_id=hold_id,
            start_at=start_at,
            end_at=end_at,
            local_start=local_start,
            local_end=local_end,
            source=source,
            until=until,
            local_until=local_until,
        )

        conflict.additional_properties = d
        return conflict

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
