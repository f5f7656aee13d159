from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.occupancy_view_source import OccupancyViewSource

T = TypeVar("T", bound="OccupancyView")


@_attrs_define
class OccupancyView:
    """A table that is taken by something that is not up for planning.

    Attributes:
        start_at (datetime.datetime):
        end_at (datetime.datetime):
        table_id (UUID):
        source (OccupancyViewSource):
        hold_id (None | UUID): Null for anything but a hold.
        booking_id (None | UUID): Whose it is; null for maintenance, and for a hold for nobody in particular.
        party (int | None): Of that booking, when it is one of the date or has tables; or of whom a hold is for.
        arrives_at (datetime.datetime | None): Of a hold for a party that has no booking yet: when it comes.
        until (datetime.datetime | None): When a hold runs out; null for anything else.
    """

    start_at: datetime.datetime
    end_at: datetime.datetime
    table_id: UUID
    source: OccupancyViewSource
    hold_id: UUID | None
    booking_id: UUID | None
    party: int | None
    arrives_at: datetime.datetime | None
    until: datetime.datetime | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        start_at = self.start_at.isoformat()

        end_at = self.end_at.isoformat()

        table_id = str(self.table_id)

        source = self.source.value

        hold_id: str | None
        if isinstance(self.hold_id, UUID):
            hold_id = str(self.hold_id)
        else:
            hold_id = self.hold_id

        booking_id: str | None
        if isinstance(self.booking_id, UUID):
            booking_id = str(self.booking_id)
        else:
            booking_id = self.booking_id

        party: int | None
        party = self.party

        arrives_at: str | None
        if isinstance(self.arrives_at, datetime.datetime):
            arrives_at = self.arrives_at.isoformat()
        else:
            arrives_at = self.arrives_at

        until: str | None
        if isinstance(self.until, datetime.datetime):
            until = self.until.isoformat()
        else:
            until = self.until

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "startAt": start_at,
                "endAt": end_at,
                "tableId": table_id,
                "source": source,
                "holdId": hold_id,
                "bookingId": booking_id,
                "party": party,
                "arrivesAt": arrives_at,
                "until": until,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        start_at = datetime.datetime.fromisoformat(d.pop("startAt"))

        end_at = datetime.datetime.fromisoformat(d.pop("endAt"))

        table_id = UUID(d.pop("tableId"))

        source = OccupancyViewSource(d.pop("source"))

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

        def _parse_party(data: object) -> int | None:
            if data is None:
                return data
            return cast("int | None", data)

        party = _parse_party(d.pop("party"))

        def _parse_arrives_at(data: object) -> datetime.datetime | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                arrives_at_type_0 = datetime.datetime.fromisoformat(data)

                return arrives_at_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("datetime.datetime | None", data)

        arrives_at = _parse_arrives_at(d.pop("arrivesAt"))

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

        occupancy_view = cls(
            start_at=start_at,
            end_at=end_at,
            table_id=table_id,
            source=source,
            hold_id=hold_id,
            booking_id=booking_id,
            party=party,
            arrives_at=arrives_at,
            until=until,
        )

        occupancy_view.additional_properties = d
        return occupancy_view

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
