from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.alternative import Alternative
    from ..models.check import Check
    from ..models.summary import Summary


T = TypeVar("T", bound="HeldValidation")


@_attrs_define
class HeldValidation:
    """What each check says of the choice that is held.

    Attributes:
        alternative (Alternative | None): Null when nothing was refused, or nothing else is free.
        next_times (list[datetime.datetime]): When nothing else is free: the nearest times at which something is, and
            the house is open.
        hint (None | str): The same in words.
        ok (bool):
        summary (Summary): What the chosen tables amount to.
        checks (list[Check]): All seven, whatever fails, then a warning for each rule of the house that is broken.
        slack_budget (int): So many seats may stay empty, unless a manager overrules it.
        policy_version (str):
    """

    alternative: Alternative | None
    next_times: list[datetime.datetime]
    hint: str | None
    ok: bool
    summary: Summary
    checks: list[Check]
    slack_budget: int
    policy_version: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        from ..models.alternative import Alternative

        alternative: dict[str, Any] | None
        if isinstance(self.alternative, Alternative):
            alternative = self.alternative.to_dict()
        else:
            alternative = self.alternative

        next_times = []
        for next_times_item_data in self.next_times:
            next_times_item = next_times_item_data.isoformat()
            next_times.append(next_times_item)

        hint: str | None
        hint = self.hint

        ok = self.ok

        summary = self.summary.to_dict()

        checks = []
        for checks_item_data in self.checks:
            checks_item = checks_item_data.to_dict()
            checks.append(checks_item)

        slack_budget = self.slack_budget

        policy_version = self.policy_version

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "alternative": alternative,
                "nextTimes": next_times,
                "hint": hint,
                "ok": ok,
                "summary": summary,
                "checks": checks,
                "slackBudget": slack_budget,
                "policyVersion": policy_version,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.alternative import Alternative
        from ..models.check import Check
        from ..models.summary import Summary

        d = dict(src_dict)

        def _parse_alternative(data: object) -> Alternative | None:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                alternative_type_0 = Alternative.from_dict(data)

                return alternative_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast("Alternative | None", data)

        alternative = _parse_alternative(d.pop("alternative"))

        next_times = []
        _next_times = d.pop("nextTimes")
        for next_times_item_data in _next_times:
            next_times_item = datetime.datetime.fromisoformat(next_times_item_data)

            next_times.append(next_times_item)

        def _parse_hint(data: object) -> str | None:
            if data is None:
                return data
            return cast("str | None", data)

        hint = _parse_hint(d.pop("hint"))

        ok = d.pop("ok")

        summary = Summary.from_dict(d.pop("summary"))

        checks = []
        _checks = d.pop("checks")
        for checks_item_data in _checks:
            checks_item = Check.from_dict(checks_item_data)

            checks.append(checks_item)

        slack_budget = d.pop("slackBudget")

        policy_version = d.pop("policyVersion")

        held_validation = cls(
            alternative=alternative,
            next_times=next_times,
            hint=hint,
            ok=ok,
            summary=summary,
            checks=checks,
            slack_budget=slack_budget,
            policy_version=policy_version,
        )

        held_validation.additional_properties = d
        return held_validation

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
