from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self, TypeVar, cast
from uuid import UUID

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="MergeRule")


@_attrs_define
class MergeRule:
    """Two tables that may become one.

    Attributes:
        id (UUID):
        from_ (list[int]): Seats of the two tables.
        to_capacity (int): Seats of the merge.
        enabled (bool):
        require_same_zone (bool):
        require_adjacency (bool):
        cross_category_merge (bool): Whether tables of different categories may be merged.
    """

    id: UUID
    from_: list[int]
    to_capacity: int
    enabled: bool
    require_same_zone: bool
    require_adjacency: bool
    cross_category_merge: bool
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        id = str(self.id)

        from_ = self.from_

        to_capacity = self.to_capacity

        enabled = self.enabled

        require_same_zone = self.require_same_zone

        require_adjacency = self.require_adjacency

        cross_category_merge = self.cross_category_merge

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "id": id,
                "from": from_,
                "toCapacity": to_capacity,
                "enabled": enabled,
                "requireSameZone": require_same_zone,
                "requireAdjacency": require_adjacency,
                "crossCategoryMerge": cross_category_merge,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        id = UUID(d.pop("id"))

        from_ = cast("list[int]", d.pop("from"))

        to_capacity = d.pop("toCapacity")

        enabled = d.pop("enabled")

        require_same_zone = d.pop("requireSameZone")

        require_adjacency = d.pop("requireAdjacency")

        cross_category_merge = d.pop("crossCategoryMerge")

        merge_rule = cls(
            id=id,
            from_=from_,
            to_capacity=to_capacity,
            enabled=enabled,
            require_same_zone=require_same_zone,
            require_adjacency=require_adjacency,
            cross_category_merge=cross_category_merge,
        )

        merge_rule.additional_properties = d
        return merge_rule

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
