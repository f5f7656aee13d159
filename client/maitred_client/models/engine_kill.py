from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="EngineKill")


@_attrs_define
class EngineKill:
    """A kill switch that is thrown now.

    Attributes:
        everywhere (bool): That of every restaurant: `maitred engine revive --all` revives.
        by (str):
        at (datetime.datetime):
        reason (None | str):
    """

    everywhere: bool
    by: str
    at: datetime.datetime
    reason: str | None
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        everywhere = self.everywhere

        by = self.by

        at = self.at.isoformat()

        reason: str | None
        reason = self.reason

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "everywhere": everywhere,
                "by": by,
                "at": at,
                "reason": reason,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        everywhere = d.pop("everywhere")

        by = d.pop("by")

        at = datetime.datetime.fromisoformat(d.pop("at"))

        def _parse_reason(data: object) -> str | None:
            if data is None:
                return data
            return cast("str | None", data)

        reason = _parse_reason(d.pop("reason"))

        engine_kill = cls(
            everywhere=everywhere,
            by=by,
            at=at,
            reason=reason,
        )

        engine_kill.additional_properties = d
        return engine_kill

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
