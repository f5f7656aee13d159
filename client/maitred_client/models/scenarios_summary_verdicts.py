from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.verdict import Verdict

T = TypeVar("T", bound="ScenariosSummaryVerdicts")


@_attrs_define
class ScenariosSummaryVerdicts:
    """By scenario; empty until the job is done."""

    additional_properties: dict[str, Verdict] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:

        field_dict: dict[str, Any] = {}
        for prop_name, prop in self.additional_properties.items():
            field_dict[prop_name] = prop.value

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        scenarios_summary_verdicts = cls()

        additional_properties = {}
        for prop_name, prop_dict in d.items():
            additional_property = Verdict(prop_dict)

            additional_properties[prop_name] = additional_property

        scenarios_summary_verdicts.additional_properties = additional_properties
        return scenarios_summary_verdicts

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Verdict:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Verdict) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
