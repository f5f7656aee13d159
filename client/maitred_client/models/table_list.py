from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.assignment import Assignment


T = TypeVar("T", bound="TableList")


@_attrs_define
class TableList:
    """The tables that a booking has.

    Attributes:
        table_assignments (list[Assignment]):
    """

    table_assignments: list[Assignment]
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        table_assignments = []
        for table_assignments_item_data in self.table_assignments:
            table_assignments_item = table_assignments_item_data.to_dict()
            table_assignments.append(table_assignments_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "tableAssignments": table_assignments,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.assignment import Assignment

        d = dict(src_dict)
        table_assignments = []
        _table_assignments = d.pop("tableAssignments")
        for table_assignments_item_data in _table_assignments:
            table_assignments_item = Assignment.from_dict(table_assignments_item_data)

            table_assignments.append(table_assignments_item)

        table_list = cls(
            table_assignments=table_assignments,
        )

        table_list.additional_properties = d
        return table_list

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
