from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

if TYPE_CHECKING:
    from ..models.table import Table


T = TypeVar("T", bound="AddTable")


@_attrs_define
class AddTable:
    """One more table stands in the room.

    Attributes:
        kind (Literal['add_table']):  Default: 'add_table'.
        table (Table): One table as it stands in the room.
    """

    table: Table
    kind: Literal["add_table"] = "add_table"
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        table = self.table.to_dict()

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update(
            {
                "kind": kind,
                "table": table,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.table import Table

        d = dict(src_dict)
        kind = cast("Literal['add_table']", d.pop("kind"))
        if kind != "add_table":
            raise ValueError(f"kind must match const 'add_table', got '{kind}'")

        table = Table.from_dict(d.pop("table"))

        add_table = cls(
            kind=kind,
            table=table,
        )

        add_table.additional_properties = d
        return add_table

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
