from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.scenarios_read_scenarios_item import ScenariosReadScenariosItem


T = TypeVar("T", bound="ScenariosRead")


@_attrs_define
class ScenariosRead:
    """The scenarios of a text.

    Attributes:
        scenarios (list[ScenariosReadScenariosItem]): As `POST /api/v1/scenarios` takes them.
        seeds (list[int]):
    """

    scenarios: list[ScenariosReadScenariosItem]
    seeds: list[int]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        scenarios = []
        for scenarios_item_data in self.scenarios:
            scenarios_item = scenarios_item_data.to_dict()
            scenarios.append(scenarios_item)

        seeds = self.seeds

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "scenarios": scenarios,
                "seeds": seeds,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.scenarios_read_scenarios_item import ScenariosReadScenariosItem

        d = dict(src_dict)
        scenarios = []
        _scenarios = d.pop("scenarios")
        for scenarios_item_data in _scenarios:
            scenarios_item = ScenariosReadScenariosItem.from_dict(scenarios_item_data)

            scenarios.append(scenarios_item)

        seeds = cast("list[int]", d.pop("seeds"))

        scenarios_read = cls(
            scenarios=scenarios,
            seeds=seeds,
        )

        scenarios_read.additional_properties = d
        return scenarios_read

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
