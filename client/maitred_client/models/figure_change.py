from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="FigureChange")


@_attrs_define
class FigureChange:
    """How one figure differs from the base: the mean over pairs of dates and seeds.

    Attributes:
        base (float):
        value (float):
        mean (float):
        low (float | None):
        high (float | None):
        decided (bool): Points and covers: whether the difference is more than the gaps leave open. All figures:
            whether the interval over the pairs, if there are any, has zero on one side.
    """

    base: float
    value: float
    mean: float
    low: float | None
    high: float | None
    decided: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        base = self.base

        value = self.value

        mean = self.mean

        low: float | None
        low = self.low

        high: float | None
        high = self.high

        decided = self.decided

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "base": base,
                "value": value,
                "mean": mean,
                "low": low,
                "high": high,
                "decided": decided,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        base = d.pop("base")

        value = d.pop("value")

        mean = d.pop("mean")

        def _parse_low(data: object) -> float | None:
            if data is None:
                return data
            return cast("float | None", data)

        low = _parse_low(d.pop("low"))

        def _parse_high(data: object) -> float | None:
            if data is None:
                return data
            return cast("float | None", data)

        high = _parse_high(d.pop("high"))

        decided = d.pop("decided")

        figure_change = cls(
            base=base,
            value=value,
            mean=mean,
            low=low,
            high=high,
            decided=decided,
        )

        figure_change.additional_properties = d
        return figure_change

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
