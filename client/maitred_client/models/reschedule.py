from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.window import Window


T = TypeVar("T", bound="Reschedule")


@_attrs_define
class Reschedule:
    """A booking comes at another time, or for another length of time.

    Attributes:
        kind (Literal['reschedule']):  Default: 'reschedule'.
        booking (str):
        window (Window): A half-open span of time ``[start, end)``: two windows that only touch do not overlap.
    """

    booking: str
    window: Window
    kind: Literal["reschedule"] = "reschedule"
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        booking = self.booking

        window = self.window.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "booking": booking,
                "window": window,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.window import Window

        d = dict(src_dict)
        kind = cast("Literal['reschedule']", d.pop("kind"))
        if kind != "reschedule":
            raise ValueError(f"kind must match const 'reschedule', got '{kind}'")

        booking = d.pop("booking")

        window = Window.from_dict(d.pop("window"))

        reschedule = cls(
            kind=kind,
            booking=booking,
            window=window,
        )

        reschedule.additional_properties = d
        return reschedule

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
