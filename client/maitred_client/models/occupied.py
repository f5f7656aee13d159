from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.occupied_source import OccupiedSource

if TYPE_CHECKING:
    from ..models.window import Window


T = TypeVar("T", bound="Occupied")


@_attrs_define
class Occupied:
    """A window in which a table is taken by something that is not up for planning.

    Attributes:
        table (str):
        window (Window): A half-open span of time ``[start, end)``: two windows that only touch do not overlap.
        source (OccupiedSource):  Default: OccupiedSource.ALLOCATION.
        booking (None | str): The booking it belongs to, when it is one.
        until (datetime.datetime | None): For a hold: when it runs out.
        slot (None | str):
    """

    table: str
    window: Window
    booking: str | None
    until: datetime.datetime | None
    slot: str | None
    source: OccupiedSource = OccupiedSource.ALLOCATION
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        table = self.table

        window = self.window.to_dict()

        source = self.source.value

        booking: str | None
        booking = self.booking

        until: str | None
        if isinstance(self.until, datetime.datetime):
            until = self.until.isoformat()
        else:
            until = self.until

        slot: str | None
        slot = self.slot

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "table": table,
                "window": window,
                "source": source,
                "booking": booking,
                "until": until,
                "slot": slot,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.window import Window

        d = dict(src_dict)
        table = d.pop("table")

        window = Window.from_dict(d.pop("window"))

        source = OccupiedSource(d.pop("source"))

        def _parse_booking(data: object) -> str | None:
            if data is None:
                return data
            return cast("str | None", data)

        booking = _parse_booking(d.pop("booking"))

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

        def _parse_slot(data: object) -> str | None:
            if data is None:
                return data
            return cast("str | None", data)

        slot = _parse_slot(d.pop("slot"))

        occupied = cls(
            table=table,
            window=window,
            source=source,
            booking=booking,
            until=until,
            slot=slot,
        )

        occupied.additional_properties = d
        return occupied

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
