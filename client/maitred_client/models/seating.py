from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.change import Change

if TYPE_CHECKING:
    from ..models.window import Window


T = TypeVar("T", bound="Seating")


@_attrs_define
class Seating:
    """One booking on one table set.

    Attributes:
        booking (str):
        party (int):
        tables (list[str]):
        window (Window): A half-open span of time ``[start, end)``: two windows that only touch do not overlap.
        seats (int): Seats of the set, after what joining costs.
        change (Change): What a seating means for the booking.
        stale (None | str): Why a kept seating breaks today's rules (it was edited after it was assigned).
    """

    booking: str
    party: int
    tables: list[str]
    window: Window
    seats: int
    change: Change
    stale: str | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        booking = self.booking

        party = self.party

        tables = self.tables

        window = self.window.to_dict()

        seats = self.seats

        change = self.change.value

        stale: str | None
        stale = self.stale

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "booking": booking,
                "party": party,
                "tables": tables,
                "window": window,
                "seats": seats,
                "change": change,
                "stale": stale,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.window import Window

        d = dict(src_dict)
        booking = d.pop("booking")

        party = d.pop("party")

        tables = cast("list[str]", d.pop("tables"))

        window = Window.from_dict(d.pop("window"))

        seats = d.pop("seats")

        change = Change(d.pop("change"))

        def _parse_stale(data: object) -> str | None:
            if data is None:
                return data
            return cast("str | None", data)

        stale = _parse_stale(d.pop("stale"))

        seating = cls(
            booking=booking,
            party=party,
            tables=tables,
            window=window,
            seats=seats,
            change=change,
            stale=stale,
        )

        seating.additional_properties = d
        return seating

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
