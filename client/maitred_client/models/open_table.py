from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Self, TypeVar, cast

from attrs import define as _attrs_define
from attrs import field as _attrs_field

T = TypeVar("T", bound="OpenTable")


@_attrs_define
class OpenTable:
    """A table that is out of service is put back into service.

    Attributes:
        kind (Literal['open_table']):  Default: 'open_table'.
        table (str):
    """

    table: str
    kind: Literal["open_table"] = "open_table"
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        table = self.table

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
        d = dict(src_dict)
        kind = cast("Literal['open_table']", d.pop("kind"))
        if kind != "open_table":
            raise ValueError(f"kind must match const 'open_table', got '{kind}'")

        table = d.pop("table")

        open_table = cls(
            kind=kind,
            table=table,
        )

        open_table.additional_properties = d
        return open_table

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
