from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.window import Window


T = TypeVar("T", bound="BookingElement")


@_attrs_define
class BookingElement:
    """A booking that has to be seated too.

    Attributes:
        kind (Literal['booking']):  Default: 'booking'.
        booking (str):
        party (int):
        window (Window): A half-open span of time ``[start, end)``: two windows that only touch do not overlap.
        tables (list[str]): What the plan gives it.
        stays (bool): It may not change tables; others may sit anywhere that their rules allow.
        text (str):
    """

    booking: str
    party: int
    window: Window
    tables: list[str]
    stays: bool
    text: str
    kind: Literal["booking"] = "booking"
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        booking = self.booking

        party = self.party

        window = self.window.to_dict()

        tables = self.tables

        stays = self.stays

        text = self.text

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "booking": booking,
                "party": party,
                "window": window,
                "tables": tables,
                "stays": stays,
                "text": text,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.window import Window

        d = dict(src_dict)
        kind = cast("Literal['booking']", d.pop("kind"))
        if kind != "booking":
            raise ValueError(f"kind must match const 'booking', got '{kind}'")

        booking = d.pop("booking")

        party = d.pop("party")

        window = Window.from_dict(d.pop("window"))

        tables = cast("list[str]", d.pop("tables"))

        stays = d.pop("stays")

        text = d.pop("text")

        booking_element = cls(
            kind=kind,
            booking=booking,
            party=party,
            window=window,
            tables=tables,
            stays=stays,
            text=text,
        )

        booking_element.additional_properties = d
        return booking_element

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
