from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="ContextFlags")


@_attrs_define
class ContextFlags:
    """Rules that the screen should know.

    Attributes:
        holds_strict_conflicts (bool):
        adjacency_required (bool): Whether merged tables of this booking must be neighbours.
        adjacency_undirected (bool):
    """

    holds_strict_conflicts: bool
    adjacency_required: bool
    adjacency_undirected: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        holds_strict_conflicts = self.holds_strict_conflicts

        adjacency_required = self.adjacency_required

        adjacency_undirected = self.adjacency_undirected

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "holdsStrictConflicts": holds_strict_conflicts,
                "adjacencyRequired": adjacency_required,
                "adjacencyUndirected": adjacency_undirected,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        holds_strict_conflicts = d.pop("holdsStrictConflicts")

        adjacency_required = d.pop("adjacencyRequired")

        adjacency_undirected = d.pop("adjacencyUndirected")

        context_flags = cls(
            holds_strict_conflicts=holds_strict_conflicts,
            adjacency_required=adjacency_required,
            adjacency_undirected=adjacency_undirected,
        )

        context_flags.additional_properties = d
        return context_flags

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
