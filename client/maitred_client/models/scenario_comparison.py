from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.compared_scenario import ComparedScenario
    from ..models.scenario_run import ScenarioRun


T = TypeVar("T", bound="ScenarioComparison")


@_attrs_define
class ScenarioComparison:
    """Every scenario beside what it begins from, and every solve; the same as
    `maitred whatif --format json` prints.

        Attributes:
            comparisons (list[ComparedScenario]): In the order of the request.
            runs (list[ScenarioRun]):
    """

    comparisons: list[ComparedScenario]
    runs: list[ScenarioRun]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        comparisons = []
        for comparisons_item_data in self.comparisons:
            comparisons_item = comparisons_item_data.to_dict()
            comparisons.append(comparisons_item)

        runs = []
        for runs_item_data in self.runs:
            runs_item = runs_item_data.to_dict()
            runs.append(runs_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "comparisons": comparisons,
                "runs": runs,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.compared_scenario import ComparedScenario
        from ..models.scenario_run import ScenarioRun

        d = dict(src_dict)
        comparisons = []
        _comparisons = d.pop("comparisons")
        for comparisons_item_data in _comparisons:
            comparisons_item = ComparedScenario.from_dict(comparisons_item_data)

            comparisons.append(comparisons_item)

        runs = []
        _runs = d.pop("runs")
        for runs_item_data in _runs:
            runs_item = ScenarioRun.from_dict(runs_item_data)

            runs.append(runs_item)

        scenario_comparison = cls(
            comparisons=comparisons,
            runs=runs,
        )

        scenario_comparison.additional_properties = d
        return scenario_comparison

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
