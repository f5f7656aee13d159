from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Statistics")


@_attrs_define
class Statistics:
    """Counts an operator asks for first.

    Attributes:
        bookings (int):
        seated (int):
        covers (int): Guests seated.
        covers_requested (int):
        merges (int):
        empty_seats (int):
        moved (int):
    """

    bookings: int
    seated: int
    covers: int
    covers_requested: int
    merges: int
    empty_seats: int
    moved: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        bookings = self.bookings

        seated = self.seated

        covers = self.covers

        covers_requested = self.covers_requested

        merges = self.merges

        empty_seats = self.empty_seats

        moved = self.moved

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "bookings": bookings,
                "seated": seated,
                "covers": covers,
                "covers_requested": covers_requested,
                "merges": merges,
                "empty_seats": empty_seats,
                "moved": moved,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        bookings = d.pop("bookings")

        seated = d.pop("seated")

        covers = d.pop("covers")

        covers_requested = d.pop("covers_requested")

        merges = d.pop("merges")

        empty_seats = d.pop("empty_seats")

        moved = d.pop("moved")

        statistics = cls(
            bookings=bookings,
            seated=seated,
            covers=covers,
            covers_requested=covers_requested,
            merges=merges,
            empty_seats=empty_seats,
            moved=moved,
        )

        statistics.additional_properties = d
        return statistics

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
