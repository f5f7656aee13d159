from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="LiftLimits")


@_attrs_define
class LiftLimits:
    """A table takes parties of every size that its seats allow.

    Attributes:
        kind (Literal['lift_limits']):  Default: 'lift_limits'.
        table (str):
    """

    table: str
    kind: Literal["lift_limits"] = "lift_limits"
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        table = self.table

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "table": table,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        kind = cast("Literal['lift_limits']", d.pop("kind"))
        if kind != "lift_limits":
            raise ValueError(f"kind must match const 'lift_limits', got '{kind}'")

        table = d.pop("table")

        lift_limits = cls(
            kind=kind,
            table=table,
        )

        lift_limits.additional_properties = d
        return lift_limits

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
