from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="NoShow")


@_attrs_define
class NoShow:
    """A party does not come; its tables are free.

    Attributes:
        booking (str):
        kind (Literal['no_show'] | Unset):  Default: 'no_show'.
    """

    booking: str
    kind: Literal["no_show"] | Unset = "no_show"
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        booking = self.booking

        kind = self.kind

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "booking": booking,
            }
        )
        if kind is not UNSET:
            field_dict["kind"] = kind

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        booking = d.pop("booking")

        kind = cast("Literal['no_show'] | Unset", d.pop("kind", UNSET))
        if kind != "no_show" and not isinstance(kind, Unset):
            raise ValueError(f"kind must match const 'no_show', got '{kind}'")

        no_show = cls(
            booking=booking,
            kind=kind,
        )

        no_show.additional_properties = d
        return no_show

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
