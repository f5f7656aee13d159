from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ShadowGate")


@_attrs_define
class ShadowGate:
    """What became of an acceptance gate.

    Attributes:
        gate (str):
        passed (bool):
        value (float | None): In the unit of the gate; null when nothing can be said, or it is infinitely more.
        unit (str):
        words (str):
    """

    gate: str
    passed: bool
    value: float | None
    unit: str
    words: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        gate = self.gate

        passed = self.passed

        value: float | None
        value = self.value

        unit = self.unit

        words = self.words

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "gate": gate,
                "passed": passed,
                "value": value,
                "unit": unit,
                "words": words,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        gate = d.pop("gate")

        passed = d.pop("passed")

        def _parse_value(data: object) -> float | None:
            if data is None:
                return data
            return cast("float | None", data)

        value = _parse_value(d.pop("value"))

        unit = d.pop("unit")

        words = d.pop("words")

        shadow_gate = cls(
            gate=gate,
            passed=passed,
            value=value,
            unit=unit,
            words=words,
        )

        shadow_gate.additional_properties = d
        return shadow_gate

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
