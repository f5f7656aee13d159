from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Seat")


@_attrs_define
class Seat:
    """A booking has these tables now.

    Attributes:
        kind (Literal['seat']):  Default: 'seat'.
        booking (str):
        tables (list[str]):
    """

    booking: str
    tables: list[str]
    kind: Literal["seat"] = "seat"
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        booking = self.booking

        tables = self.tables

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "booking": booking,
                "tables": tables,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        kind = cast("Literal['seat']", d.pop("kind"))
        if kind != "seat":
            raise ValueError(f"kind must match const 'seat', got '{kind}'")

        booking = d.pop("booking")

        tables = cast("list[str]", d.pop("tables"))

        seat = cls(
            kind=kind,
            booking=booking,
            tables=tables,
        )

        seat.additional_properties = d
        return seat

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
