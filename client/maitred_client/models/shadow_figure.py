from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.verdict import Verdict

T = TypeVar("T", bound="ShadowFigure")


@_attrs_define
class ShadowFigure:
    """One figure of all nights, by both hands.

    Attributes:
        old (int):
        maitred (int):
        difference (float): A night, maitred less the old allocator: the mean of the pairs.
        low (float | None): With 95 % confidence it lies between these; null with a single night.
        high (float | None):
        verdict (Verdict): What the points say of a scenario beside its base.
    """

    old: int
    maitred: int
    difference: float
    low: float | None
    high: float | None
    verdict: Verdict
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        old = self.old

        maitred = self.maitred

        difference = self.difference

        low: float | None
        low = self.low

        high: float | None
        high = self.high

        verdict = self.verdict.value

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "old": old,
                "maitred": maitred,
                "difference": difference,
                "low": low,
                "high": high,
                "verdict": verdict,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        old = d.pop("old")

        maitred = d.pop("maitred")

        difference = d.pop("difference")

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

        verdict = Verdict(d.pop("verdict"))

        shadow_figure = cls(
            old=old,
            maitred=maitred,
            difference=difference,
            low=low,
            high=high,
            verdict=verdict,
        )

        shadow_figure.additional_properties = d
        return shadow_figure

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
