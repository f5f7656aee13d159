from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Unlock")


@_attrs_define
class Unlock:
    """The lock of a booking is taken off.

    Attributes:
        kind (Literal['unlock']):  Default: 'unlock'.
        booking (str):
    """

    booking: str
    kind: Literal["unlock"] = "unlock"
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        booking = self.booking

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "booking": booking,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        kind = cast("Literal['unlock']", d.pop("kind"))
        if kind != "unlock":
            raise ValueError(f"kind must match const 'unlock', got '{kind}'")

        booking = d.pop("booking")

        unlock = cls(
            kind=kind,
            booking=booking,
        )

        unlock.additional_properties = d
        return unlock

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
