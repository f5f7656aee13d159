from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ShadowLeftOut")


@_attrs_define
class ShadowLeftOut:
    """Bookings that are not compared: the two hands did not decide about the same.

    Attributes:
        gone (int): Cancelled, or stayed away.
        changed (int): The party or the time was changed after the plan.
        later (int): Made after the plan.
        unknown (int): Their guests ate, but the rows do not say where; or no window can be derived.
    """

    gone: int
    changed: int
    later: int
    unknown: int
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        gone = self.gone

        changed = self.changed

        later = self.later

        unknown = self.unknown

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "gone": gone,
                "changed": changed,
                "later": later,
                "unknown": unknown,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        gone = d.pop("gone")

        changed = d.pop("changed")

        later = d.pop("later")

        unknown = d.pop("unknown")

        shadow_left_out = cls(
            gone=gone,
            changed=changed,
            later=later,
            unknown=unknown,
        )

        shadow_left_out.additional_properties = d
        return shadow_left_out

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
