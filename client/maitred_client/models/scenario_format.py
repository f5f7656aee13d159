from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.scenario_format_jsonschema import ScenarioFormatJsonschema
    from ..models.term_view import TermView


T = TypeVar("T", bound="ScenarioFormat")


@_attrs_define
class ScenarioFormat:
    """How scenarios are written.

    Attributes:
        json_schema (ScenarioFormatJsonschema): Of a scenario file, with every kind of edit; what `maitred schema
            scenarios` prints.
        rule_presets (list[str]): What `preset` of `set_rules` may be.
        weight_presets (list[str]): What `preset` of `set_weights` may be.
        terms (list[TermView]): What `points` of `set_weights` may name.
    """

    json_schema: ScenarioFormatJsonschema
    rule_presets: list[str]
    weight_presets: list[str]
    terms: list[TermView]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        json_schema = self.json_schema.to_dict()

        rule_presets = self.rule_presets

        weight_presets = self.weight_presets

        terms = []
        for terms_item_data in self.terms:
            terms_item = terms_item_data.to_dict()
            terms.append(terms_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "jsonSchema": json_schema,
                "rulePresets": rule_presets,
                "weightPresets": weight_presets,
                "terms": terms,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.scenario_format_jsonschema import ScenarioFormatJsonschema
        from ..models.term_view import TermView

        d = dict(src_dict)
        json_schema = ScenarioFormatJsonschema.from_dict(d.pop("jsonSchema"))

        rule_presets = cast("list[str]", d.pop("rulePresets"))

        weight_presets = cast("list[str]", d.pop("weightPresets"))

        terms = []
        _terms = d.pop("terms")
        for terms_item_data in _terms:
            terms_item = TermView.from_dict(terms_item_data)

            terms.append(terms_item)

        scenario_format = cls(
            json_schema=json_schema,
            rule_presets=rule_presets,
            weight_presets=weight_presets,
            terms=terms,
        )

        scenario_format.additional_properties = d
        return scenario_format

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
