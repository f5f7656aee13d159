from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.parts_repairs import PartsRepairs


T = TypeVar("T", bound="Parts")


@_attrs_define
class Parts:
    """Which parts were finished within the budget; None for those that were not needed.

    Attributes:
        conflict (bool | None):
        trade (bool | None):
        repairs (PartsRepairs): By kind: whether everything of that kind was looked at.
    """

    conflict: bool | None
    trade: bool | None
    repairs: PartsRepairs
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        conflict: bool | None
        conflict = self.conflict

        trade: bool | None
        trade = self.trade

        repairs = self.repairs.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "conflict": conflict,
                "trade": trade,
                "repairs": repairs,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.parts_repairs import PartsRepairs

        d = dict(src_dict)

        def _parse_conflict(data: object) -> bool | None:
            if data is None:
                return data
            return cast("bool | None", data)

        conflict = _parse_conflict(d.pop("conflict"))

        def _parse_trade(data: object) -> bool | None:
            if data is None:
                return data
            return cast("bool | None", data)

        trade = _parse_trade(d.pop("trade"))

        repairs = PartsRepairs.from_dict(d.pop("repairs"))

        parts = cls(
            conflict=conflict,
            trade=trade,
            repairs=repairs,
        )

        parts.additional_properties = d
        return parts

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
