from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="Versions")


@_attrs_define
class Versions:
    """Fingerprints of the parts of a context, 64 hex digits but for `policy` with 16.

    Attributes:
        context (str):
        policy (str):
        window (str):
        flags (str):
        tables (str):
        adjacency (str):
        holds (str):
        assignments (str):
    """

    context: str
    policy: str
    window: str
    flags: str
    tables: str
    adjacency: str
    holds: str
    assignments: str
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        context = self.context

        policy = self.policy

        window = self.window

        flags = self.flags

        tables = self.tables

        adjacency = self.adjacency

        holds = self.holds

        assignments = self.assignments

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "context": context,
                "policy": policy,
                "window": window,
                "flags": flags,
                "tables": tables,
                "adjacency": adjacency,
                "holds": holds,
                "assignments": assignments,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        context = d.pop("context")

        policy = d.pop("policy")

        window = d.pop("window")

        flags = d.pop("flags")

        tables = d.pop("tables")

        adjacency = d.pop("adjacency")

        holds = d.pop("holds")

        assignments = d.pop("assignments")

        versions = cls(
            context=context,
            policy=policy,
            window=window,
            flags=flags,
            tables=tables,
            adjacency=adjacency,
            holds=holds,
            assignments=assignments,
        )

        versions.additional_properties = d
        return versions

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
