from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..models.rule import Rule

T = TypeVar("T", bound="RuleElement")


@_attrs_define
class RuleElement:
    """A rule of the house.

    Attributes:
        kind (Literal['rule']):  Default: 'rule'.
        rule (Rule): What a restaurant can switch off; the rules of merging count for the booking that asks.
        number (int | None): Which of the rules' named sets, of the paces or of the hold-backs, in the problem's order.
        text (str):
    """

    rule: Rule
    number: int | None
    text: str
    kind: Literal["rule"] = "rule"
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        rule = self.rule.value

        number: int | None
        number = self.number

        text = self.text

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "rule": rule,
                "number": number,
                "text": text,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        kind = cast("Literal['rule']", d.pop("kind"))
        if kind != "rule":
            raise ValueError(f"kind must match const 'rule', got '{kind}'")

        rule = Rule(d.pop("rule"))

        def _parse_number(data: object) -> int | None:
            if data is None:
                return data
            return cast("int | None", data)

        number = _parse_number(d.pop("number"))

        text = d.pop("text")

        rule_element = cls(
            kind=kind,
            rule=rule,
            number=number,
            text=text,
        )

        rule_element.additional_properties = d
        return rule_element

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
